// What glad generates is compiled here, with internal linkage: hosts link a glad of their own, whose
// functions have the same names.
#define GLAD_API_CALL static
#include "gl/gl_functions.h"

#include <src/gl.c>

namespace tapestry {

void load_functions(GlFunctions& gl, bool is_es, GLADuserptrloadfunc lookup, void* user) {
    if (is_es)
        gladLoadGLES2ContextUserPtr(&gl, lookup, user);
    else
        gladLoadGLContextUserPtr(&gl, lookup, user);
}

}  // namespace tapestry
