// Text into a frame buffer of sixteen shades, two pixels a byte.
#pragma once

#include <stdint.h>

#define DISPLAY_WIDTH 128u
#define DISPLAY_HEIGHT 96u

void displayClear(void);

/// Draws digits and letters with the largest font whose width is at most `width`; other characters
/// leave a gap. Returns the column after the last one.
unsigned displayText(unsigned x, unsigned y, unsigned width, const char* text);

const uint8_t* displayFrame(void);
