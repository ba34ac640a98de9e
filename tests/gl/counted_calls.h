/// What an engine calls of OpenGL: a get_proc_address that counts every call.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace tapestry::test {

/// Finds what engines need. Other functions are counted as "others", and do nothing.
void* find_call_counting(const char* name);

void reset_call_counts();

/// Calls since the last reset: of all functions, of those named, of those whose name begins so.
int call_count();
int call_count(std::initializer_list<std::string_view> names);
int call_count_of_prefix(std::string_view prefix);

/// A line each, "glDispatchCompute 40".
std::string describe_calls();

}  // namespace tapestry::test
