/* A mixture of what compilers make of ordinary C, whose answer is the same on every machine: built
   for the virtual core and for the host, the two have to agree. */

#include <stdint.h>

typedef struct {
    int16_t small;
    uint8_t flags;
    int8_t tiny;
    uint32_t low : 5, middle : 13, high : 14;
    int64_t wide;
} Record;

static uint32_t mix(uint32_t hash, uint32_t value) {
    return (hash ^ value) * 16777619u + (hash >> 15);
}

static uint32_t crc32(const uint8_t *bytes, uint32_t length) {
    uint32_t crc = ~0u;
    for (uint32_t index = 0; index < length; ++index) {
        crc ^= bytes[index];
        for (unsigned bit = 0; bit < 8; ++bit) {
            crc = crc >> 1 ^ (0xEDB88320u & -(crc & 1));
        }
    }
    return ~crc;
}

static uint32_t dispatch(uint32_t which, uint32_t a, uint32_t b) {
    switch (which) {
    case 0: return a + b;
    case 1: return a - b;
    case 2: return a * b;
    case 3: return b != 0 ? a / b : 7;
    case 4: return b != 0 ? a % b : 9;
    case 5: return (uint32_t)((int32_t)a >> (b & 31));
    case 6: return a << (b & 31);
    case 7: return a >> (b & 31);
    case 8: return (a & ~b) | (b & 0x00FF00FFu);
    case 9: return a < b ? a : b;
    case 10: return (int32_t)a < (int32_t)b ? a : b;
    case 11: return (uint32_t)__builtin_clz(a | 1) + (uint32_t)__builtin_ctz(b | 0x80000000u);
    case 12: return __builtin_bswap32(a) ^ __builtin_bswap16((uint16_t)b);
    case 13: return (uint32_t)(((uint64_t)a * b) >> 32);
    case 14: return (uint32_t)(((int64_t)(int32_t)a * (int32_t)b) >> 32);
    default: return a ^ b;
    }
}

static uint32_t signedDivision(int32_t a, int32_t b) {
    if (b == 0 || (b == -1 && a == INT32_MIN)) {
        return 11;
    }
    return (uint32_t)(a / b) ^ (uint32_t)(a % b) << 3;
}

static uint32_t wideArithmetic(uint64_t a, uint64_t b) {
    uint64_t sum = a + (b << 7) - (b >> 9);
    const int64_t difference = (int64_t)(a ^ b) >> 5;
    sum += (uint64_t)difference * 0x123456789ABCDEFull;
    sum = b != 0 ? sum ^ a / b : sum;
    const uint32_t order = (a < b ? 1u : 0u) ^ ((int64_t)a < (int64_t)b ? 2u : 0u);
    return (uint32_t)sum ^ (uint32_t)(sum >> 32) ^ order;
}

static int32_t limited(int32_t value) {
    return value > 32767 ? 32767 : value < -32768 ? -32768 : value;
}

static void sort(uint32_t *values, int32_t first, int32_t last) {
    while (first < last) {
        const uint32_t pivot = values[(first + last) / 2];
        int32_t i = first;
        int32_t j = last;
        while (i <= j) {
            while (values[i] < pivot) {
                ++i;
            }
            while (values[j] > pivot) {
                --j;
            }
            if (i <= j) {
                const uint32_t swap = values[i];
                values[i++] = values[j];
                values[j--] = swap;
            }
        }
        sort(values, first, j);
        first = i;
    }
}

static uint32_t records(const uint32_t *values, uint32_t count) {
    Record list[8];
    for (unsigned index = 0; index < 8; ++index) {
        const uint32_t value = values[index % count];
        list[index].small = (int16_t)value;
        list[index].flags = (uint8_t)(value >> 3);
        list[index].tiny = (int8_t)(value >> 11);
        list[index].low = value & 31;
        list[index].middle = (value >> 5) & 0x1FFF;
        list[index].high = (value >> 18) & 0x3FFF;
        list[index].wide = (int64_t)(int32_t)value * 1000003;
    }
    uint32_t hash = 1;
    for (unsigned index = 0; index < 8; ++index) {
        Record *record = &list[(index * 5) % 8];
        record->middle += (uint32_t)record->small & 0xFFF;
        hash = mix(hash, (uint32_t)record->small + record->flags);
        hash = mix(hash, (uint32_t)record->tiny ^ record->low ^ record->middle << 3);
        hash = mix(hash, record->high + (uint32_t)(record->wide >> 17));
    }
    return hash;
}

uint32_t mixture(const uint8_t *bytes, uint32_t length);

uint32_t mixture(const uint8_t *bytes, uint32_t length) {
    uint32_t values[32];
    uint32_t hash = crc32(bytes, length);
    for (unsigned index = 0; index < 32; ++index) {
        const uint8_t *p = bytes + index * 7 % (length - 3);
        values[index] = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
        hash = mix(hash, values[index]);
    }
    for (unsigned index = 0; index < 64; ++index) {
        const uint32_t a = values[index % 32];
        const uint32_t b = values[index * 3 % 31] >> (index & 15);
        hash = mix(hash, dispatch(index % 17, a, b));
        hash = mix(hash, signedDivision((int32_t)a, (int32_t)b - 3));
        hash = mix(hash, wideArithmetic((uint64_t)a << 20 | b, (uint64_t)b << 4 | index));
        hash = mix(hash, (uint32_t)limited((int32_t)(a >> (index & 15)) - 20000));
    }
    hash = mix(hash, records(values, 32));
    sort(values, 0, 31);
    for (unsigned index = 0; index < 32; ++index) {
        hash = mix(hash, values[index]);
    }
    return hash;
}

#ifdef __arm__
void work(const uint8_t *bytes, uint32_t length, uint32_t *result) {
    *result = mixture(bytes, length);
}
#endif
