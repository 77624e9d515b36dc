#include "board.h"

static volatile uint32_t milliseconds;

static volatile uint32_t* at(uint32_t address) { return (volatile uint32_t*)address; }

#define SYSTICK 0xE000E010u
#define LIGHT_PIN 5u

#if defined(CHIP_F103)

#define SERIAL 0x40013800u // USART1 on PA9 and PA10
#define SERIAL_STATUS (SERIAL + 0x00u)
#define SERIAL_IN (SERIAL + 0x04u)
#define SERIAL_OUT (SERIAL + 0x04u)
#define SERIAL_RATE (SERIAL + 0x08u)
#define SERIAL_CONTROL (SERIAL + 0x0Cu)
#define SERIAL_ENABLE ((1u << 13) | (1u << 3) | (1u << 2))
#define PORT_SET_RESET (PORT_A + 0x10u)

static void startPins(void) {
    // CRL: PA5 output at 2 MHz. CRH: PA9 alternate output at 50 MHz, PA10 floating input.
    *at(PORT_A + 0x00u) = (*at(PORT_A + 0x00u) & ~(0xFu << 20)) | (0x2u << 20);
    *at(PORT_A + 0x04u) = (*at(PORT_A + 0x04u) & ~(0xFFu << 4)) | (0x4Bu << 4);
}

#else

#define SERIAL 0x40004400u // USART2 on PA2 and PA3
#if defined(CHIP_F407)
#define SERIAL_STATUS (SERIAL + 0x00u)
#define SERIAL_IN (SERIAL + 0x04u)
#define SERIAL_OUT (SERIAL + 0x04u)
#define SERIAL_RATE (SERIAL + 0x08u)
#define SERIAL_CONTROL (SERIAL + 0x0Cu)
#define SERIAL_ENABLE ((1u << 13) | (1u << 3) | (1u << 2))
#else
#define SERIAL_STATUS (SERIAL + 0x1Cu)
#define SERIAL_IN (SERIAL + 0x24u)
#define SERIAL_OUT (SERIAL + 0x28u)
#define SERIAL_RATE (SERIAL + 0x0Cu)
#define SERIAL_CONTROL (SERIAL + 0x00u)
#define SERIAL_ENABLE ((1u << 3) | (1u << 2) | (1u << 0))
#endif
#define PORT_SET_RESET (PORT_A + 0x18u)

static void startPins(void) {
    // MODER: PA5 output, PA2 and PA3 alternate; AFRL: function 7 on both.
    const uint32_t mode = *at(PORT_A + 0x00u) & ~((3u << 10) | (3u << 6) | (3u << 4));
    *at(PORT_A + 0x00u) = mode | (1u << 10) | (2u << 6) | (2u << 4);
    *at(PORT_A + 0x20u) = (*at(PORT_A + 0x20u) & ~(0xFFu << 8)) | (0x77u << 8);
}

#endif

void boardStart(void) {
    *at(PORT_CLOCK) |= PORT_CLOCK_BIT;
    *at(SERIAL_CLOCK) |= SERIAL_CLOCK_BIT;
    (void)*at(SERIAL_CLOCK); // The clock needs two cycles before the first access.
    startPins();
    *at(SERIAL_RATE) = (CORE_HZ + 57600u) / 115200u;
    *at(SERIAL_CONTROL) = SERIAL_ENABLE;
    *at(SYSTICK + 0x4u) = CORE_HZ / 1000u - 1u;
    *at(SYSTICK + 0x8u) = 0;
    *at(SYSTICK + 0x0u) = 7u;
}

void boardTick(void) { ++milliseconds; }

uint32_t boardMilliseconds(void) { return milliseconds; }

int boardReceive(void) {
    return (*at(SERIAL_STATUS) & (1u << 5)) != 0 ? (int)(*at(SERIAL_IN) & 0xFFu) : -1;
}

void boardSend(uint8_t byte) {
    // A byte takes 87 microseconds; a port that never gets ready must not stop the control loop.
    const uint32_t start = milliseconds;
    while ((*at(SERIAL_STATUS) & (1u << 7)) == 0) {
        if (milliseconds - start > 2u) {
            return;
        }
    }
    *at(SERIAL_OUT) = byte;
}

void boardLight(int on) { *at(PORT_SET_RESET) = on ? 1u << LIGHT_PIN : 1u << (LIGHT_PIN + 16u); }
