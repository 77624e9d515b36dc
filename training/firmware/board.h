// The board the firmware runs on: one serial port and one light, both on port A, at the clock the
// chip has after reset. Addresses and bits are those of the reference manuals: RM0468 (H72x/H73x),
// RM0090 (F4), RM0008 (F1), RM0351 (L4), RM0440 (G4).
#pragma once

#include <stdint.h>

#if defined(CHIP_H725)
#define INTERRUPTS 163
#define CORE_HZ 64000000u
#define PORT_CLOCK 0x580244E0u // RCC_AHB4ENR
#define PORT_CLOCK_BIT (1u << 0)
#define SERIAL_CLOCK 0x580244E8u // RCC_APB1LENR
#define SERIAL_CLOCK_BIT (1u << 17)
#define PORT_A 0x58020000u
#elif defined(CHIP_F407)
#define INTERRUPTS 82
#define CORE_HZ 16000000u
#define PORT_CLOCK 0x40023830u // RCC_AHB1ENR
#define PORT_CLOCK_BIT (1u << 0)
#define SERIAL_CLOCK 0x40023840u // RCC_APB1ENR
#define SERIAL_CLOCK_BIT (1u << 17)
#define PORT_A 0x40020000u
#elif defined(CHIP_F103)
#define INTERRUPTS 60
#define CORE_HZ 8000000u
#define PORT_CLOCK 0x40021018u // RCC_APB2ENR
#define PORT_CLOCK_BIT (1u << 2)
#define SERIAL_CLOCK 0x40021018u
#define SERIAL_CLOCK_BIT (1u << 14)
#define PORT_A 0x40010800u
#elif defined(CHIP_L476)
#define INTERRUPTS 82
#define CORE_HZ 4000000u
#define PORT_CLOCK 0x4002104Cu // RCC_AHB2ENR
#define PORT_CLOCK_BIT (1u << 0)
#define SERIAL_CLOCK 0x40021058u // RCC_APB1ENR1
#define SERIAL_CLOCK_BIT (1u << 17)
#define PORT_A 0x48000000u
#elif defined(CHIP_G474)
#define INTERRUPTS 102
#define CORE_HZ 16000000u
#define PORT_CLOCK 0x4002104Cu // RCC_AHB2ENR
#define PORT_CLOCK_BIT (1u << 0)
#define SERIAL_CLOCK 0x40021058u // RCC_APB1ENR1
#define SERIAL_CLOCK_BIT (1u << 17)
#define PORT_A 0x48000000u
#else
#error "no chip chosen"
#endif

/// Clocks, pins, serial port at 115200 baud, and a tick each millisecond.
void boardStart(void);

/// Milliseconds since boardStart(); wraps.
uint32_t boardMilliseconds(void);

/// The next byte from the serial port, or -1.
int boardReceive(void);
void boardSend(uint8_t byte);
void boardLight(int on);

/// Called by the tick's interrupt only.
void boardTick(void);
