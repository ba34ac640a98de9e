/// Names that are macros in Xlib.h and in windows.h.
#pragma once

class Status {};
enum class Field { near, far };
