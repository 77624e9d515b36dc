// A small stack machine for what the customer may configure: the conditions under which the relay
// switches.
#pragma once

#include <stddef.h>
#include <stdint.h>

#define PROGRAM_STACK 16u
#define PROGRAM_VARIABLES 16u
#define PROGRAM_STEPS 1000u // A configured loop must not stop the thermostat.

enum Operation {
    OperationEnd,
    OperationConstant, // two bytes follow, low byte first, signed
    OperationLoad,     // one byte follows: the variable
    OperationStore,    // one byte follows: the variable
    OperationAdd,
    OperationSubtract,
    OperationMultiply,
    OperationDivide,
    OperationLess,
    OperationEqual,
    OperationNot,
    OperationAnd,
    OperationOr,
    OperationJump,       // one byte follows: the position
    OperationJumpIfZero, // one byte follows: the position
    OperationSine,
    OperationDewPoint,
};

enum ProgramResult {
    ProgramDone,
    ProgramBadOperation,
    ProgramStackFault,
    ProgramBadVariable,
    ProgramDividedByZero,
    ProgramRanAway,
};

struct Machine {
    int32_t variables[PROGRAM_VARIABLES];
    int32_t stack[PROGRAM_STACK];
    unsigned depth;
};

enum ProgramResult programRun(struct Machine* machine, const uint8_t* code, size_t size);
