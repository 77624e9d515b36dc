#pragma once

#include "tests/station/run_program.h"

#include <filesystem>
#include <string>
#include <vector>

namespace greenlight::test {

/// A station in training with a folder of its own, used from the command line.
class TrainingStation {
public:
    TrainingStation() {
        scratch.write("station.toml", "[station]\nname = \"cli-1\"\ndata_dir = \"data\"\n");
    }

    [[nodiscard]] std::vector<std::string> words(std::vector<std::string> arguments) const {
        arguments.insert(arguments.begin(),
                         {"--config", (scratch.path() / "station.toml").string()});
        arguments.emplace_back("--training");
        return arguments;
    }

    /// The words of an attempt with a recipe of the training set.
    [[nodiscard]] std::vector<std::string> programWords(const std::string& recipe,
                                                        std::vector<std::string> more) const {
        const std::filesystem::path trainingSet = GREENLIGHT_TRAINING_SET;
        more.insert(more.begin(),
                    {"program", "--recipe", (trainingSet / "recipes" / recipe).string()});
        return words(std::move(more));
    }

    [[nodiscard]] Ran station(std::vector<std::string> arguments) const {
        return run(words(std::move(arguments)));
    }

    /// Training records lie beside those of production.
    [[nodiscard]] std::filesystem::path data() const {
        return scratch.path() / "data" / "training";
    }

    Scratch scratch;
};

} // namespace greenlight::test
