@ SHA-256's compression function for ARMv7-M and later, eight rounds unrolled, the working variables
@ in r4 to r11. Small counts as well as fast: over a slow probe every KB of code costs 14 ms to write
@ and to read back. All 64 words of the message schedule are on the stack, and the stack pointer
@ itself walks along them, so that the same eight rounds serve at every place of it.
@
@ About 35 cycles a round with the schedule on a Cortex-M3. What makes it short:
@ - the sums of rotations share rotations: ror 6 ^ ror 11 ^ ror 25 = (x ^ x ror 5 ^ x ror 19) ror 6,
@   the last one being free in the addition;
@ - Maj(a,b,c) = ((a ^ b) & (b ^ c)) ^ b, and a ^ b is the next round's b ^ c (r3 and r12 in turn);
@ - W[t-15] of one round is W[t-16] of the next (r0 and r1 in turn).
@
@ void sha256Blocks(uint32_t state[8], const uint32_t* words, uint32_t blocks)

    .syntax unified
    .thumb
    .text

    .equ frameState, 256
    .equ frameWords, 260
    .equ frameBlocks, 264
    .equ frameBytes, 272

@ One round after h has received K + W. In: `old` = b ^ c. Out: `new` = a ^ b. Uses r2.
.macro turn a, b, c, d, e, f, g, h, old, new
    eor     r2, \e, \e, ror #5
    eor     r2, r2, \e, ror #19
    add     \h, \h, r2, ror #6
    eor     r2, \f, \g
    and     r2, r2, \e
    eor     r2, r2, \g
    add     \h, \h, r2
    eor     r2, \a, \a, ror #11
    eor     r2, r2, \a, ror #20
    add     \d, \d, \h
    add     \h, \h, r2, ror #2
    eor     \new, \a, \b
    and     \old, \old, \new
    eor     \old, \old, \b
    add     \h, \h, \old
.endm

@ A round whose message word comes from memory at r0.
.macro first index, a, b, c, d, e, f, g, h, old, new
    ldr     r1, [r0], #4
    ldr     r2, [lr], #4
    rev     r1, r1
    add     \h, \h, r2
    str     r1, [sp, #(4 * \index)]
    add     \h, \h, r1
    turn    \a, \b, \c, \d, \e, \f, \g, \h, \old, \new
.endm

@ A round whose message word comes from the schedule, W[t-16] of the first of eight being at the stack
@ pointer. In: `carry` = W[t-16]. Out: `next` = W[t-15].
.macro later index, a, b, c, d, e, f, g, h, old, new, carry, next
    ldr     r2, [sp, #(4 * (\index + 9))]
    ldr     \new, [sp, #(4 * (\index + 14))]
    ldr     \next, [sp, #(4 * (\index + 1))]
    add     \carry, \carry, r2
    mov     r2, \new, ror #17
    eor     r2, r2, \new, ror #19
    eor     r2, r2, \new, lsr #10
    add     \carry, \carry, r2
    mov     r2, \next, ror #7
    eor     r2, r2, \next, ror #18
    eor     r2, r2, \next, lsr #3
    add     \carry, \carry, r2
    ldr     r2, [lr], #4
    str     \carry, [sp, #(4 * (\index + 16))]
    add     \h, \h, \carry
    add     \h, \h, r2
    turn    \a, \b, \c, \d, \e, \f, \g, \h, \old, \new
.endm

@ Eight rounds bring every variable back to its register.
.macro eightFirst
    first   0, r4, r5, r6, r7, r8, r9, r10, r11, r3, r12
    first   1, r11, r4, r5, r6, r7, r8, r9, r10, r12, r3
    first   2, r10, r11, r4, r5, r6, r7, r8, r9, r3, r12
    first   3, r9, r10, r11, r4, r5, r6, r7, r8, r12, r3
    first   4, r8, r9, r10, r11, r4, r5, r6, r7, r3, r12
    first   5, r7, r8, r9, r10, r11, r4, r5, r6, r12, r3
    first   6, r6, r7, r8, r9, r10, r11, r4, r5, r3, r12
    first   7, r5, r6, r7, r8, r9, r10, r11, r4, r12, r3
.endm

.macro eightLater
    later   0, r4, r5, r6, r7, r8, r9, r10, r11, r3, r12, r0, r1
    later   1, r11, r4, r5, r6, r7, r8, r9, r10, r12, r3, r1, r0
    later   2, r10, r11, r4, r5, r6, r7, r8, r9, r3, r12, r0, r1
    later   3, r9, r10, r11, r4, r5, r6, r7, r8, r12, r3, r1, r0
    later   4, r8, r9, r10, r11, r4, r5, r6, r7, r3, r12, r0, r1
    later   5, r7, r8, r9, r10, r11, r4, r5, r6, r12, r3, r1, r0
    later   6, r6, r7, r8, r9, r10, r11, r4, r5, r3, r12, r0, r1
    later   7, r5, r6, r7, r8, r9, r10, r11, r4, r12, r3, r1, r0
.endm

    .global sha256Blocks
    .type   sha256Blocks, %function
    .thumb_func
sha256Blocks:
    push    {r4-r11, lr}
    sub     sp, sp, #(frameBytes + 4)
    cbz     r2, finish
    strd    r0, r1, [sp, #frameState]
    str     r2, [sp, #frameBlocks]
    ldmia   r0, {r4-r11}
    adr     lr, roundConstants
    b       block

finish:
    add     sp, sp, #(frameBytes + 4)
    pop     {r4-r11, pc}

    @ Aligned to its size, so that the low byte of the pointer into it counts the rounds.
    .balign 256
roundConstants:
    .word   0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1
    .word   0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3
    .word   0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786
    .word   0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da
    .word   0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147
    .word   0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13
    .word   0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b
    .word   0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070
    .word   0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a
    .word   0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208
    .word   0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2

block:
    ldr     r0, [sp, #frameWords]
    eor     r3, r5, r6
firsts:
    eightFirst
    add     sp, sp, #32
    tst     lr, #32
    bne.w   firsts
    sub     sp, sp, #64
    str     r0, [sp, #frameWords]
    ldr     r0, [sp, #0]
laters:
    eightLater
    add     sp, sp, #32
    tst     lr, #255
    bne.w   laters
    sub     sp, sp, #192

    sub     lr, lr, #256
    ldr     r12, [sp, #frameState]
    ldmia   r12, {r0-r3}
    add     r4, r4, r0
    add     r5, r5, r1
    add     r6, r6, r2
    add     r7, r7, r3
    stmia   r12!, {r4-r7}
    ldmia   r12, {r0-r3}
    add     r8, r8, r0
    add     r9, r9, r1
    add     r10, r10, r2
    add     r11, r11, r3
    stmia   r12, {r8-r11}
    ldr     r0, [sp, #frameBlocks]
    subs    r0, r0, #1
    str     r0, [sp, #frameBlocks]
    bne.w   block
    b       finish
    .size   sha256Blocks, . - sha256Blocks
