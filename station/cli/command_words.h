#pragma once

#include "station/cli/commands.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace greenlight::station::cli {

/// The options as they are collected, and the command that was chosen.
struct Words {
    WorkplaceOptions workplace;
    ProgramOptions program;
    ReportOptions report;
    RecallOptions recall;
    RevokeOptions revoke;
    std::vector<std::string> serials;
    std::string recipeFolder;
    std::string unitName;
    std::string certificate;
    std::string slotName;
    std::string reason;
    PersonOptions person;
    AuditOptions audit;
    RestoreOptions restore;
    std::string file;
    std::string before;
    std::string key;
    bool json = false;
    bool windowed = false;
    bool verbose = false;
};

/// Every command of the program, by the object that says whether it was given.
struct Commands {
    CLI::App* kiosk = nullptr;
    CLI::App* probes = nullptr;
    CLI::App* program = nullptr;
    CLI::App* recipeCheck = nullptr;
    CLI::App* slotList = nullptr;
    CLI::App* slotRelease = nullptr;
    CLI::App* peopleList = nullptr;
    CLI::App* peopleAdd = nullptr;
    CLI::App* peopleChange = nullptr;
    CLI::App* peopleRetire = nullptr;
    CLI::App* peopleUnlock = nullptr;
    CLI::App* report = nullptr;
    CLI::App* recall = nullptr;
    CLI::App* revokeImage = nullptr;
    CLI::App* revokeList = nullptr;
    CLI::App* unit = nullptr;
    CLI::App* auditVerify = nullptr;
    CLI::App* auditCheckpoint = nullptr;
    CLI::App* auditProve = nullptr;
    CLI::App* auditCheckProof = nullptr;
    CLI::App* auditCheckExport = nullptr;
    CLI::App* archive = nullptr;
    CLI::App* backup = nullptr;
    CLI::App* restore = nullptr;
    CLI::App* selftest = nullptr;
};

/// Tells `app` every command with its options, which it writes into `words` when it parses. All
/// three live until then.
void describe(CLI::App& app, Words& words, Commands& commands);

} // namespace greenlight::station::cli
