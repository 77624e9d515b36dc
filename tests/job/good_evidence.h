#pragma once

#include "engine/job/evidence.h"

namespace greenlight::job {

/// The evidence of a unit that passed, in which every figure is the least a PASS needs or a typical
/// one; tests take one thing away from it.
inline Evidence goodEvidence() {
    Evidence evidence;
    evidence.probe = {.port = "1-1.2",
                      .serial = "50FF6F067871515131090367",
                      .firmware = "V2J39S7",
                      .clockKhz = 4000,
                      .trail = {"under reset at 4000 kHz"},
                      .soakReads = 64,
                      .soakErrors = 0,
                      .waitRetries = 2,
                      .usbTransfers = 1234};
    evidence.supply = {
        .lowLimit = 3000, .highLimit = 3600, .before = 3300, .lowest = 3280, .after = 3299};
    evidence.before = ChipIdentity{.part = "STM32H72x/73x",
                                   .dpidr = 0x6BA02477,
                                   .cpuid = 0x411FC272,
                                   .devId = 0x483,
                                   .revId = 0x1001,
                                   .flashKb = 1024,
                                   .uid = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12},
                                   .rdpLevel = 0};
    evidence.after = evidence.before;
    evidence.plan = {.device = "STM32H725",
                     .planDigest = base::sha256({}),
                     .imageBytes = 383'624,
                     .programBytes = 383'648,
                     .provenBytes = 393'216,
                     .sectors = 3,
                     .massErase = false};
    evidence.flash = FlashEvidence{.loaderReadBack = true,
                                   .sectorsErased = 3,
                                   .bytesBlankChecked = 393'216,
                                   .bytesProgrammed = 383'648};
    evidence.verify = VerifyEvidence{.method = VerifyMethod::Both,
                                     .resetSeen = true,
                                     .coreHeld = true,
                                     .verifierReadBack = true,
                                     .nonce = {7},
                                     .bytesDigested = 393'216,
                                     .expectedDigest = Digest{9},
                                     .chipDigest = Digest{9},
                                     .bytesReadBack = 393'216,
                                     .readbackDigest = evidence.plan.planDigest,
                                     .vectorsMatch = true,
                                     .samples = 64,
                                     .sampleMismatches = 0};
    const VerifyEvidence& verify = *evidence.verify;
    evidence.externals.emplace(2,
                               ExternalEvidence{.loader = {.file = "w25q.stldr",
                                                           .sha256 = Digest{5},
                                                           .device = "W25Q128",
                                                           .type = 3,
                                                           .address = 0x90000000,
                                                           .size = 0x1000000,
                                                           .pageBytes = 256,
                                                           .erasedByte = 0xFF,
                                                           .sectors = {{0x90000000, 256, 0x10000}}},
                                                .plan = evidence.plan,
                                                .flash = evidence.flash,
                                                .readWay = ReadWay::Mapped,
                                                .loadedAnew = true,
                                                .verify = verify});
    evidence.externals->at(1).readWay = ReadWay::Loader;
    evidence.outside =
        OutsideEvidence{.nonce = {8}, .bytes = 655'360, .before = Digest{6}, .after = Digest{6}};
    evidence.boot = BootEvidence{.address = 0x20000010,
                                 .mask = 0xFFFFFF00,
                                 .expected = 0x01040200,
                                 .found = 0x010402AA,
                                 .micros = 41'000};
    evidence.options = {{.name = "BOR_LEV", .wanted = 2, .found = 2},
                        {.name = "nRST_STOP", .wanted = 1, .found = 1}};
    evidence.protect = {.rdpDemanded = 1, .rdpFound = 1, .flashReadRefused = true};
    evidence.serialDemanded = true;
    evidence.serial = "TH200-000123";
    evidence.warnings = {"release: the chip answered late"};
    evidence.stages = {{Stage::Connect, 120'000}, {Stage::Erase, 3'000'000}};
    return evidence;
}

/// The evidence of a chip that was left alone, beside which memories were programmed.
inline Evidence evidenceOfMemoriesAlone() {
    Evidence evidence = goodEvidence();
    const PlanEvidence memory = evidence.plan;
    evidence.plan = {.device = memory.device, .planDigest = base::sha256({})};
    evidence.flash.reset();
    evidence.outside->bytes = 1024 * 1024;
    VerifyEvidence& verify = *evidence.verify;
    verify = {.method = verify.method, .resetSeen = true, .coreHeld = true, .nonce = verify.nonce};
    return evidence;
}

/// The evidence of a chip that the table does not know, and that the recipe describes.
inline Evidence evidenceOfADescribedChip() {
    Evidence evidence = goodEvidence();
    evidence.before->part = "STM32XYZ99";
    evidence.before->devId = 0x4A1;
    evidence.before->flashKb.reset();
    evidence.before->rdpLevel.reset();
    evidence.after = evidence.before;
    evidence.described = DescribedEvidence{.devId = 0x4A1,
                                           .corePart = 0xC27,
                                           .loader = {.file = "xyz99.flm",
                                                      .sha256 = Digest{5},
                                                      .device = "XYZ99 flash",
                                                      .type = 1,
                                                      .address = 0x08000000,
                                                      .size = 0x100000,
                                                      .pageBytes = 1024,
                                                      .erasedByte = 0xFF,
                                                      .sectors = {{0x08000000, 8, 0x20000}}}};
    evidence.externals.reset();
    evidence.options.reset();
    evidence.protect = {};
    return evidence;
}

} // namespace greenlight::job
