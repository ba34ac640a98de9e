/* Checks of programs in C: what does not hold is printed, and counted. */
#ifndef TAPESTRY_TESTS_C_CHECK_H
#define TAPESTRY_TESTS_C_CHECK_H

#include <stdio.h>
#include <string.h>

#include "tapestry/tapestry.h"

static int failures = 0;

static void check(int holds, const char* what, const char* file, int line) {
    if (holds) return;
    ++failures;
    fprintf(stderr, "%s:%d: %s; the last error is \"%s\"\n", file, line, what, tapestry_last_error());
}

static void check_fails(tapestry_status status, tapestry_status wanted, const char* words, const char* call,
                        const char* file, int line) {
    if (status == wanted && strstr(tapestry_last_error(), words) != NULL) return;
    ++failures;
    fprintf(stderr, "%s:%d: %s is %d, \"%s\", not %d, \"%s\"\n", file, line, call, (int)status,
            tapestry_last_error(), (int)wanted, words);
}

#define CHECK(condition) check((condition) != 0, #condition, __FILE__, __LINE__)
#define CHECK_DONE(call) check((call) == TAPESTRY_OK, #call, __FILE__, __LINE__)
/* The call has this status, and its message these words. */
#define CHECK_FAILS(call, status, words) check_fails((call), (status), (words), #call, __FILE__, __LINE__)

#endif
