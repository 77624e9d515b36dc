#include "display.h"

#include "tables.h"

static uint8_t frame[DISPLAY_WIDTH * DISPLAY_HEIGHT / 2];

void displayClear(void) {
    for (unsigned i = 0; i < sizeof frame; ++i) {
        frame[i] = 0;
    }
}

static void plot(unsigned x, unsigned y, unsigned shade) {
    if (x >= DISPLAY_WIDTH || y >= DISPLAY_HEIGHT) {
        return;
    }
    uint8_t* const byte = &frame[(y * DISPLAY_WIDTH + x) / 2];
    *byte =
        x % 2 == 0 ? (uint8_t)((*byte & 0xF0u) | shade) : (uint8_t)((*byte & 0x0Fu) | shade << 4);
}

static int glyphOf(char character) {
    if (character >= '0' && character <= '9') {
        return character - '0';
    }
    if (character >= 'A' && character <= 'Z') {
        return character - 'A' + 10;
    }
    return -1;
}

static void draw(unsigned x, unsigned y, unsigned size, unsigned glyph) {
    const unsigned width = fontWidths[size];
    const unsigned height = width * 3 / 2;
    const uint8_t* const pixels = fontPixels + fontOffsets[size] + glyph * width * height / 2;
    for (unsigned i = 0; i < width * height; ++i) {
        const unsigned shade = i % 2 == 0 ? pixels[i / 2] & 0xFu : pixels[i / 2] >> 4;
        plot(x + i % width, y + i / width, shade);
    }
}

unsigned displayText(unsigned x, unsigned y, unsigned width, const char* text) {
    unsigned size = 0;
    while (size + 1 < FONT_SIZES && fontWidths[size + 1] <= width) {
        ++size;
    }
    for (; *text != '\0'; ++text) {
        const int glyph = glyphOf(*text);
        if (glyph >= 0) {
            draw(x, y, size, (unsigned)glyph);
        }
        x += fontWidths[size];
    }
    return x;
}

const uint8_t* displayFrame(void) { return frame; }
