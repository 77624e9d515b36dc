/* Calls work(r0, r1, r2) and stops at a breakpoint. */
    .syntax unified
    .thumb
    .section .entry, "ax"
    .global entry
    .thumb_func
entry:
    bl work
    bkpt 0
