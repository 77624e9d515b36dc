#include "station/view/back_office.h"

#include <utility>

namespace greenlight::station::view {

BackOffice::BackOffice(QObject* parent) : QObject(parent) {
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const Answer late = std::exchange(m_late, {});
        giveUp();
        if (late) {
            late();
        }
    });
    m_clerk.moveToThread(&m_thread);
    m_thread.start();
}

BackOffice::~BackOffice() {
    giveUp();
    m_thread.quit();
    m_thread.wait();
}

void BackOffice::ask(Work work, std::chrono::milliseconds patience, Answer late) {
    const std::uint64_t number = ++m_wanted;
    m_busy = true;
    m_late = std::move(late);
    m_deadline.start(patience);
    bool called = false;
    {
        const std::scoped_lock lock(m_mutex);
        called = m_next.has_value();
        m_next = Question{number, std::move(work)};
    }
    if (!called) {
        QMetaObject::invokeMethod(
            &m_clerk, [this] { serve(); }, Qt::QueuedConnection);
    }
}

void BackOffice::giveUp() {
    ++m_wanted;
    m_busy = false;
    m_late = {};
    m_deadline.stop();
    const std::scoped_lock lock(m_mutex);
    if (m_next) {
        m_next->work = {};
    }
}

void BackOffice::finish() {
    giveUp();
    const std::scoped_lock lock(m_work);
}

void BackOffice::serve() {
    const std::scoped_lock working(m_work);
    Question question;
    {
        const std::scoped_lock lock(m_mutex);
        question = *std::exchange(m_next, std::nullopt);
    }
    if (!question.work || m_wanted != question.number) {
        return;
    }
    Answer answer = question.work([this, number = question.number] { return m_wanted != number; });
    QMetaObject::invokeMethod(
        this, [this, number = question.number, given = std::move(answer)] { take(number, given); },
        Qt::QueuedConnection);
}

void BackOffice::take(std::uint64_t number, const Answer& answer) {
    if (m_wanted != number) {
        return;
    }
    m_busy = false;
    m_late = {};
    m_deadline.stop();
    if (answer) {
        answer();
    }
}

} // namespace greenlight::station::view
