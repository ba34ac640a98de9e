// GLSL's keywords as C++: see shader.h. No guard, for it begins every shader's class.
#define float double
// Of constants in classes, which may be the sizes of arrays.
#define const static constexpr
// Workgroups run one after the other on a thread.
#define shared static inline thread_local
#define layout(...)
#define in
// What shaders/shared/layout.h has for GLSL. Functions of a class find each other by themselves.
#define INOUT(TYPE) TYPE&
#define DECLARE(FUNCTION)
#define UNIFORM_BLOCK(NAME, BINDING, TYPE, MEMBER) TYPE MEMBER
