#include "station/cli/command_words.h"

#include "station/work_order.h"

namespace greenlight::station::cli {

namespace {

void addTraining(CLI::App* command, Words& words, bool withBoards) {
    CLI::Option* const training = command->add_flag("--training", words.workplace.training,
                                                    "on the virtual bench, with training records");
    if (withBoards) {
        command->add_option("--boards", words.workplace.boards, "virtual boards")
            ->check(CLI::Range(Training::leastBoards, Training::mostBoards))
            ->needs(training);
    }
}

void describeLine(CLI::App& app, Words& words, Commands& commands) {
    commands.kiosk = app.add_subcommand("kiosk", "the screen at the line");
    addTraining(commands.kiosk, words, true);
    commands.kiosk->add_flag("--windowed", words.windowed, "in a window, not the whole screen");
    commands.kiosk->add_option("--recipe", words.recipeFolder, "the recipe folder to start with");

    commands.probes = app.add_subcommand("probes", "the probes that are plugged in");
    commands.probes->add_flag("--json", words.json);

    commands.program = app.add_subcommand("program", "one attempt for each slot, side by side");
    addTraining(commands.program, words, true);
    commands.program->add_option("--recipe", words.recipeFolder, "the recipe folder")->required();
    commands.program->add_option("--slot", words.program.slots, "only these slots");
    commands.program->add_option("--serial", words.serials, "SLOT=SERIAL");
    commands.program->add_option("--rework", words.program.rework,
                                 "why units that passed already are programmed again");
    commands.program->add_option("--lock-for-ever", words.program.lockForEver,
                                 "why the recipe may lock its chips for ever");
    commands.program
        ->add_option("--work-order", words.program.workOrder,
                     "what the attempts are counted under; \"\" = nothing")
        ->check([](const std::string& text) {
            return isWorkOrder(text) ? std::string() : std::string(workOrderRule);
        });
    commands.program->add_flag("--json", words.json, "one line of JSON for each attempt");

    CLI::App* const recipe = app.add_subcommand("recipe", "recipes");
    recipe->require_subcommand(1);
    commands.recipeCheck = recipe->add_subcommand("check", "read a recipe and say what is wrong");
    addTraining(commands.recipeCheck, words, false);
    commands.recipeCheck->add_option("folder", words.recipeFolder)->required();
}

void describeSlots(CLI::App& app, Words& words, Commands& commands) {
    CLI::App* const slot = app.add_subcommand("slot", "the slots of the fixture");
    slot->require_subcommand(1);
    commands.slotList = slot->add_subcommand("list", "which slots are locked, and why");
    addTraining(commands.slotList, words, false);
    commands.slotList->add_flag("--json", words.json);
    commands.slotRelease = slot->add_subcommand("release", "take a locked slot back into use");
    addTraining(commands.slotRelease, words, false);
    commands.slotRelease->add_option("slot", words.slotName)->required();
    commands.slotRelease->add_option("--reason", words.reason, "what was found and done")
        ->required();
}

CLI::App* describePerson(CLI::App* people, Words& words, const char* name, const char* help) {
    CLI::App* const command = people->add_subcommand(name, help);
    command->add_option("name", words.person.name)->required();
    return command;
}

void describePeople(CLI::App& app, Words& words, Commands& commands) {
    PersonOptions& person = words.person;
    CLI::App* const people = app.add_subcommand("people", "who works here, and who may what");
    people->require_subcommand(1);
    commands.peopleList = people->add_subcommand("list", "everybody");
    commands.peopleList->add_flag("--json", words.json);
    commands.peopleAdd = describePerson(people, words, "add", "add a person");
    commands.peopleAdd
        ->add_option("--role", person.role, "operator, supervisor, quality or engineer")
        ->required();
    commands.peopleChange = describePerson(people, words, "change", "another role, badge or PIN");
    commands.peopleChange->add_option("--role", person.role,
                                      "operator, supervisor, quality or engineer");
    for (CLI::App* const command : {commands.peopleAdd, commands.peopleChange}) {
        command->add_flag("--badge-from-stdin", person.badge, "read the badge");
        command->add_flag("--pin-from-stdin", person.pin, "read a PIN");
    }
    commands.peopleRetire = describePerson(people, words, "retire", "for ever");
    commands.peopleUnlock = describePerson(people, words, "unlock", "after too many wrong PINs");
    for (CLI::App* const command :
         {commands.peopleChange, commands.peopleRetire, commands.peopleUnlock}) {
        command->add_option("--reason", person.reason, "why")->required();
    }
}

void describeReport(CLI::App& app, Words& words, Commands& commands) {
    ReportOptions& report = words.report;
    commands.report = app.add_subcommand("report", "yield, faults, units, attempts of a time");
    addTraining(commands.report, words, false);
    commands.report->add_option("what", report.what, "yield, faults, units or attempts")
        ->check(CLI::IsMember({"yield", "faults", "units", "attempts"}));
    commands.report->add_option("--from", report.from, "2026-11-23 or 2026-11-23T14:30; today");
    commands.report->add_option("--to", report.to, "up to here; now");
    commands.report->add_option("--by", report.by,
                                "hour, shift, day, week, month, slot, probe, operator, product, "
                                "recipe, image, work-order");
    commands.report->add_option("--product", report.product, "only of this product");
    commands.report->add_option("--slot", report.slot, "only of this slot");
    commands.report->add_option("--recipe", report.recipe, "only of this recipe");
    commands.report->add_option("--operator", report.operatorName, "only of this person");
    commands.report->add_option("--work-order", report.workOrder, "only of this work order");
    commands.report
        ->add_option("--format", report.format,
                     "text, csv or json, of yield also pdf; of units and attempts csv, jsonl, "
                     "xlsx, of attempts also cfx")
        ->check(CLI::IsMember({"text", "csv", "json", "pdf", "jsonl", "xlsx", "cfx"}));
    commands.report->add_flag("--bom", report.byteOrderMark,
                              "a byte order mark in front of the CSV, for spreadsheets");
    commands.report->add_option("-o,--output", report.file, "into this file");
}

void describeRecall(CLI::App& app, Words& words, Commands& commands) {
    RecallOptions& recall = words.recall;
    commands.recall = app.add_subcommand("recall", "which units carry it, or were made there");
    addTraining(commands.recall, words, false);
    commands.recall->add_option("--image", recall.image,
                                "the SHA-256 of a file, or at least 8 of its first digits");
    commands.recall->add_option("--probe", recall.probe, "the serial number of a probe");
    commands.recall->add_option("--slot", recall.slot, "a slot's name");
    commands.recall->add_option("--recipe", recall.recipe, "a recipe's name");
    commands.recall->add_option("--from", recall.from, "2026-11-23 or 2026-11-23T14:30; ever");
    commands.recall->add_option("--to", recall.to, "up to here; now");
    commands.recall->add_option("--format", recall.format, "text, csv or json")
        ->check(CLI::IsMember({"text", "csv", "json"}));
    commands.recall->add_option("-o,--output", recall.file,
                                "into this file, with a signed manifest beside it");

    RevokeOptions& revoke = words.revoke;
    CLI::App* const revoking = app.add_subcommand("revoke", "what no board may be given any more");
    revoking->require_subcommand(1);
    commands.revokeImage = revoking->add_subcommand("image", "a file of a recipe, by its digest");
    addTraining(commands.revokeImage, words, false);
    commands.revokeImage->add_option("digest", revoke.image, "its SHA-256, or the begin of it")
        ->required();
    commands.revokeImage->add_option("--reason", revoke.reason, "why")->required();
    commands.revokeImage->add_flag("--undo", revoke.undo, "it may be given again");
    commands.revokeList = revoking->add_subcommand("list", "what is revoked");
    addTraining(commands.revokeList, words, false);
}

void describeRecords(CLI::App& app, Words& words, Commands& commands) {
    commands.unit = app.add_subcommand("unit", "what is on record about one unit");
    addTraining(commands.unit, words, false);
    commands.unit->add_option("name", words.unitName, "serial number or UID")->required();
    commands.unit->add_flag("--json", words.json);
    commands.unit->add_option("--certificate", words.certificate,
                              "a PDF of one page with the proof inside, into this file");

    CLI::App* const audit = app.add_subcommand("audit", "the records themselves");
    audit->require_subcommand(1);
    commands.auditVerify = audit->add_subcommand("verify", "recompute everything");
    addTraining(commands.auditVerify, words, false);
    commands.auditVerify->add_option("--note", words.audit.notes,
                                     "a file with a checkpoint that was kept elsewhere");
    commands.auditVerify->add_option("--file", words.audit.file, "a copy instead of the journal");
    commands.auditVerify->add_flag("--leaves", words.audit.leavesOnly,
                                   "only that no entry was changed, not what they mean");
    commands.auditCheckpoint = audit->add_subcommand("checkpoint", "sign the records as they are");
    addTraining(commands.auditCheckpoint, words, false);
    commands.auditProve = audit->add_subcommand("prove", "that a unit's attempts are on record");
    addTraining(commands.auditProve, words, false);
    commands.auditProve->add_option("name", words.unitName, "serial number or UID")->required();
    commands.auditProve->add_option("-o,--output", words.file, "into this file");
    commands.auditCheckProof = audit->add_subcommand("check-proof", "check such a proof, anywhere");
    commands.auditCheckProof->add_option("file", words.file, "the proof")->required();
    commands.auditCheckProof->add_option("--key", words.key, "station.key.pub, or its text")
        ->required();
    commands.auditCheckExport =
        audit->add_subcommand("check-export", "check an exported file with its manifest, anywhere");
    commands.auditCheckExport->add_option("file", words.file, "FILE, with FILE.manifest beside it")
        ->required();
    commands.auditCheckExport->add_option("--key", words.key, "station.key.pub, or its text")
        ->required();

    commands.selftest = app.add_subcommand("selftest", "is this station fit?");
    addTraining(commands.selftest, words, false);
}

void describeKeeping(CLI::App& app, Words& words, Commands& commands) {
    commands.backup = app.add_subcommand("backup", "a verified copy of the records");
    addTraining(commands.backup, words, false);
    commands.backup->add_option("file", words.file, "a name that is not there yet")->required();

    commands.archive = app.add_subcommand(
        "archive", "old records go into a file of their own, beside the journal");
    addTraining(commands.archive, words, false);
    commands.archive->add_option("--before", words.before, "records of earlier days: 2026-01-01")
        ->required();

    RestoreOptions& restore = words.restore;
    commands.restore = app.add_subcommand("restore", "a copy takes the place of the records");
    addTraining(commands.restore, words, false);
    commands.restore->add_option("file", restore.file, "the copy")->required();
    commands.restore->add_option("--checkpoint", restore.notes,
                                 "a file with a checkpoint that was kept elsewhere");
    commands.restore->add_option("--accept-loss", restore.acceptLoss,
                                 "why records that are newer than the copy may be lost");
}

} // namespace

void describe(CLI::App& app, Words& words, Commands& commands) {
    describeLine(app, words, commands);
    describeSlots(app, words, commands);
    describePeople(app, words, commands);
    describeReport(app, words, commands);
    describeRecall(app, words, commands);
    describeRecords(app, words, commands);
    describeKeeping(app, words, commands);
}

} // namespace greenlight::station::cli
