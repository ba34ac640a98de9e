/* A struct whose size says little: more fields fit into it. */
#pragma once

struct pads {
    double first;
    int last;
};

enum { size_of_pads = sizeof(struct pads) };
