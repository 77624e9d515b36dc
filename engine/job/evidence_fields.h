#pragma once

#include "engine/base/fault.h"
#include "engine/job/evidence.h"

#include <concepts>
#include <type_traits>

// The fields of the record of an attempt, each with its name, once for everybody who writes or
// reads one. A form is told of each in order, by field(key, value) or, where records of before do
// not have it, by laterField(key, optional value).

namespace greenlight::job {

/// A record of type `Plain` or its const: the same list of fields serves writing and reading.
template <typename T, typename Plain>
concept Record = std::same_as<std::remove_const_t<T>, Plain>;

void fields(auto& form, Record<ChipIdentity> auto& chip) {
    form.field("part", chip.part);
    form.field("dpidr", chip.dpidr);
    form.field("cpuid", chip.cpuid);
    form.field("dev_id", chip.devId);
    form.field("rev_id", chip.revId);
    form.field("flash_kb", chip.flashKb);
    form.field("uid", chip.uid);
    form.field("rdp", chip.rdpLevel);
}

void fields(auto& form, Record<ProbeEvidence> auto& probe) {
    form.field("port", probe.port);
    form.field("serial", probe.serial);
    form.field("firmware", probe.firmware);
    form.field("swd_khz", probe.clockKhz);
    form.field("trail", probe.trail);
    form.field("soak_reads", probe.soakReads);
    form.field("soak_errors", probe.soakErrors);
    form.field("wait_retries", probe.waitRetries);
    form.field("usb_transfers", probe.usbTransfers);
    form.laterField("power_cycles", probe.powerCycles);
}

void fields(auto& form, Record<SupplyEvidence> auto& supply) {
    form.field("low_limit_mv", supply.lowLimit);
    form.field("high_limit_mv", supply.highLimit);
    form.field("before_mv", supply.before);
    form.field("lowest_mv", supply.lowest);
    form.field("after_mv", supply.after);
}

void fields(auto& form, Record<KeptEvidence> auto& kept) {
    form.field("sectors", kept.sectors);
    form.field("program_bytes", kept.programBytes);
}

void fields(auto& form, Record<PlanEvidence> auto& plan) {
    form.field("device", plan.device);
    form.field("plan_sha256", plan.planDigest);
    form.field("image_bytes", plan.imageBytes);
    form.field("program_bytes", plan.programBytes);
    form.field("proven_bytes", plan.provenBytes);
    form.field("sectors", plan.sectors);
    form.field("mass_erase", plan.massErase);
    form.laterField("kept", plan.kept);
}

void fields(auto& form, Record<FlashEvidence> auto& flash) {
    form.field("loader_read_back", flash.loaderReadBack);
    form.field("sectors_erased", flash.sectorsErased);
    form.field("bytes_blank_checked", flash.bytesBlankChecked);
    form.field("bytes_programmed", flash.bytesProgrammed);
}

void fields(auto& form, Record<VerifyEvidence> auto& verify) {
    form.field("method", verify.method);
    form.field("reset_seen", verify.resetSeen);
    form.field("core_held", verify.coreHeld);
    form.field("verifier_read_back", verify.verifierReadBack);
    form.field("nonce", verify.nonce);
    form.field("bytes_digested", verify.bytesDigested);
    form.field("expected_digest", verify.expectedDigest);
    form.field("chip_digest", verify.chipDigest);
    form.field("bytes_read_back", verify.bytesReadBack);
    form.field("readback_sha256", verify.readbackDigest);
    form.field("vectors_match", verify.vectorsMatch);
    form.field("samples", verify.samples);
    form.field("sample_mismatches", verify.sampleMismatches);
}

void fields(auto& form, Record<SectorsEvidence> auto& sectors) {
    form.field("address", sectors.address);
    form.field("count", sectors.count);
    form.field("size", sectors.size);
}

void fields(auto& form, Record<LoaderEvidence> auto& loader) {
    form.field("file", loader.file);
    form.field("sha256", loader.sha256);
    form.field("device", loader.device);
    form.field("type", loader.type);
    form.field("address", loader.address);
    form.field("size", loader.size);
    form.field("page_bytes", loader.pageBytes);
    form.field("erased_byte", loader.erasedByte);
    form.field("sectors", loader.sectors);
}

void fields(auto& form, Record<ExternalEvidence> auto& external) {
    form.field("loader", external.loader);
    form.field("plan", external.plan);
    form.field("flash", external.flash);
    form.field("read_way", external.readWay);
    form.field("loaded_anew", external.loadedAnew);
    form.field("verify", external.verify);
}

void fields(auto& form, Record<DescribedEvidence> auto& described) {
    form.field("dev_id", described.devId);
    form.field("core_part", described.corePart);
    form.field("loader", described.loader);
}

void fields(auto& form, Record<OutsideEvidence> auto& outside) {
    form.field("nonce", outside.nonce);
    form.field("bytes", outside.bytes);
    form.laterField("foreign_bytes", outside.foreignBytes);
    form.field("before", outside.before);
    form.field("after", outside.after);
}

void fields(auto& form, Record<BootEvidence> auto& boot) {
    form.field("address", boot.address);
    form.field("mask", boot.mask);
    form.field("expected", boot.expected);
    form.field("found", boot.found);
    form.field("us", boot.micros);
}

void fields(auto& form, Record<OptionEvidence> auto& option) {
    form.field("name", option.name);
    form.field("wanted", option.wanted);
    form.field("found", option.found);
}

void fields(auto& form, Record<ProtectEvidence> auto& protect) {
    form.field("rdp_demanded", protect.rdpDemanded);
    form.field("rdp_found", protect.rdpFound);
    form.field("flash_read_refused", protect.flashReadRefused);
    form.laterField("allowed_by", protect.allowedBy);
    form.laterField("port_silent", protect.portSilent);
}

void fields(auto& form, Record<Fault> auto& fault) {
    form.field("code", fault.code);
    form.field("stage", fault.stage);
    form.field("address", fault.address);
    form.field("probe_status", fault.probeStatus);
    form.field("note", fault.note);
}

void fields(auto& form, Record<StageTime> auto& time) {
    form.field("stage", time.stage);
    form.field("us", time.micros);
}

void fields(auto& form, Record<Evidence> auto& evidence) {
    form.field("probe", evidence.probe);
    form.field("supply", evidence.supply);
    form.field("before", evidence.before);
    form.field("after", evidence.after);
    form.laterField("described", evidence.described);
    form.field("plan", evidence.plan);
    form.field("flash", evidence.flash);
    form.field("verify", evidence.verify);
    form.laterField("externals", evidence.externals);
    form.laterField("outside", evidence.outside);
    form.laterField("boot", evidence.boot);
    form.laterField("options", evidence.options);
    form.field("protect", evidence.protect);
    form.field("serial_demanded", evidence.serialDemanded);
    form.field("serial", evidence.serial);
    form.field("fault", evidence.fault);
    form.field("warnings", evidence.warnings);
    form.field("stages", evidence.stages);
}

} // namespace greenlight::job
