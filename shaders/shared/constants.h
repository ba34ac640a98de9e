// Numbers that both the shaders and C++ need: nowhere else do they stand twice, which tests/constants_test.py
// shows.
#ifndef TAPESTRY_SHARED_CONSTANTS_H
#define TAPESTRY_SHARED_CONSTANTS_H

#define TAPESTRY_LARGEST_HALF 65504.0

// Rec. 709, of linear light.
#define TAPESTRY_LUMINANCE_RED 0.2126
#define TAPESTRY_LUMINANCE_GREEN 0.7152
#define TAPESTRY_LUMINANCE_BLUE 0.0722

// Middle grey, which contrast leaves as it is.
#define TAPESTRY_GRADE_PIVOT 0.18

// Shorter lines are jitter and rounding, and no motion.
#define TAPESTRY_SHORTEST_LINE_PX 0.5

// A lens focuses no nearer than at so many of its focal lengths.
#define TAPESTRY_NEAREST_FOCUS 1.01

// The texture of an aperture's distances shows [-bound, bound] of its radius on both axes.
#define TAPESTRY_APERTURE_BOUND 1.25

// map_fill.comp looks at so many places on either side.
#define TAPESTRY_FILL_READS 3

#endif
