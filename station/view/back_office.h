#pragma once

#include <QObject>
#include <QThread>
#include <QTimer>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>

namespace greenlight::station::view {

/// Where questions go that take time, so that the thread that draws never waits: one thread, one
/// question at a time. A new question takes the place of the one before it, which gets no answer
/// any more. Thread: the GUI's, but for what is passed as work.
class BackOffice : public QObject {
    Q_OBJECT

public:
    /// Run on the GUI's thread; may be empty.
    using Answer = std::function<void()>;
    /// True once nobody waits for the answer any more; long work looks at it and gives up.
    using Unwanted = std::function<bool()>;
    /// Run on the office's thread; what it gives is run on the GUI's if it is still wanted.
    using Work = std::function<Answer(const Unwanted&)>;

    explicit BackOffice(QObject* parent = nullptr);
    BackOffice(const BackOffice&) = delete;
    BackOffice& operator=(const BackOffice&) = delete;
    BackOffice(BackOffice&&) = delete;
    BackOffice& operator=(BackOffice&&) = delete;
    /// Waits for what is in work.
    ~BackOffice() override;

    /// Asks. After `patience` the question is given up and `late` is run instead of an answer.
    void ask(Work work, std::chrono::milliseconds patience, Answer late);

    /// Nobody wants the answer to what was asked last.
    void giveUp();

    /// giveUp(), and waits until nothing is in work: before what the work uses goes away.
    void finish();

    [[nodiscard]] bool isBusy() const noexcept { return m_busy; }

private:
    struct Question {
        std::uint64_t number = 0;
        Work work{};
    };

    void serve();
    void take(std::uint64_t number, const Answer& answer);

    std::atomic<std::uint64_t> m_wanted = 0; ///< the number of the question that waits
    bool m_busy = false;
    Answer m_late;
    QTimer m_deadline{this};
    std::mutex m_mutex;             // guards m_next
    std::optional<Question> m_next; ///< at most one waits
    std::mutex m_work;              ///< held while work is done
    QObject m_clerk;                ///< lives on the thread
    QThread m_thread;
};

} // namespace greenlight::station::view
