#include "program.h"

#include "climate.h"

static int operandsOf(uint8_t operation) {
    switch (operation) {
    case OperationConstant:
        return 2;
    case OperationLoad:
    case OperationStore:
    case OperationJump:
    case OperationJumpIfZero:
        return 1;
    default:
        return 0;
    }
}

/// How many values an operation takes from the stack.
static unsigned takes(uint8_t operation) {
    switch (operation) {
    case OperationEnd:
    case OperationConstant:
    case OperationLoad:
    case OperationJump:
        return 0;
    case OperationStore:
    case OperationNot:
    case OperationJumpIfZero:
    case OperationSine:
        return 1;
    default:
        return 2;
    }
}

static enum ProgramResult combine(uint8_t operation, int32_t a, int32_t b, int32_t* result) {
    switch (operation) {
    case OperationAdd:
        *result = (int32_t)((uint32_t)a + (uint32_t)b);
        return ProgramDone;
    case OperationSubtract:
        *result = (int32_t)((uint32_t)a - (uint32_t)b);
        return ProgramDone;
    case OperationMultiply:
        *result = (int32_t)((uint32_t)a * (uint32_t)b);
        return ProgramDone;
    case OperationDivide:
        if (b == 0 || (a == INT32_MIN && b == -1)) {
            return ProgramDividedByZero;
        }
        *result = a / b;
        return ProgramDone;
    case OperationLess:
        *result = a < b;
        return ProgramDone;
    case OperationEqual:
        *result = a == b;
        return ProgramDone;
    case OperationAnd:
        *result = a != 0 && b != 0;
        return ProgramDone;
    case OperationOr:
        *result = a != 0 || b != 0;
        return ProgramDone;
    case OperationDewPoint:
        *result = dewPoint(a, (unsigned)b);
        return ProgramDone;
    default:
        return ProgramBadOperation;
    }
}

static void push(struct Machine* machine, int32_t value) {
    machine->stack[machine->depth++] = value;
}

static int32_t pop(struct Machine* machine) { return machine->stack[--machine->depth]; }

enum ProgramResult programRun(struct Machine* machine, const uint8_t* code, size_t size) {
    size_t position = 0;
    machine->depth = 0;
    for (unsigned step = 0; step < PROGRAM_STEPS; ++step) {
        if (position >= size || code[position] > OperationDewPoint ||
            position + (size_t)operandsOf(code[position]) >= size) {
            return ProgramBadOperation;
        }
        const uint8_t operation = code[position];
        const uint8_t* const operand = code + position + 1;
        position += 1u + (size_t)operandsOf(operation);
        if (machine->depth < takes(operation) ||
            machine->depth - takes(operation) >= PROGRAM_STACK) {
            return ProgramStackFault;
        }
        if ((operation == OperationLoad || operation == OperationStore) &&
            operand[0] >= PROGRAM_VARIABLES) {
            return ProgramBadVariable;
        }
        int32_t result = 0;
        switch (operation) {
        case OperationEnd:
            return ProgramDone;
        case OperationConstant:
            push(machine, (int16_t)(uint16_t)(operand[0] | operand[1] << 8));
            break;
        case OperationLoad:
            push(machine, machine->variables[operand[0]]);
            break;
        case OperationStore:
            machine->variables[operand[0]] = pop(machine);
            break;
        case OperationNot:
            push(machine, pop(machine) == 0);
            break;
        case OperationJump:
            position = operand[0];
            break;
        case OperationJumpIfZero:
            position = pop(machine) == 0 ? operand[0] : position;
            break;
        case OperationSine:
            push(machine, sine((uint32_t)pop(machine)));
            break;
        default: {
            const int32_t b = pop(machine);
            const int32_t a = pop(machine);
            const enum ProgramResult outcome = combine(operation, a, b, &result);
            if (outcome != ProgramDone) {
                return outcome;
            }
            push(machine, result);
        }
        }
    }
    return ProgramRanAway;
}
