// GLSL's keywords as C++: see shader.h. No guard, for it begins every shader's class.
#define float double
// Of constants in classes, which may be the sizes of arrays.
#define const static constexpr
// Workgroups run one after the other on a thread.
#define shared static inline thread_local
#define layout(...)
#define in
