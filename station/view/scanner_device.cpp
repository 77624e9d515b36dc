#include "station/view/scanner_device.h"

#include <fcntl.h>
#include <linux/input.h>
#include <spdlog/spdlog.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace greenlight::station::view {

namespace {

Fault unusable(const std::filesystem::path& device, int error) {
    return {.code = FaultCode::FileUnreadable,
            .note = device.string() + ": " + std::generic_category().message(error)};
}

} // namespace

Result<int> openScanner(const std::filesystem::path& device) {
    const int file = ::open(device.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        return unusable(device, errno);
    }
    constexpr int forMeAlone = 1;
    if (::ioctl(file, EVIOCGRAB, forMeAlone) != 0) {
        const int error = errno;
        (void)::close(file);
        return unusable(device, error);
    }
    return file;
}

ScannerDevice::ScannerDevice(Open open, QObject* parent)
    : QObject(parent)
    , m_open(std::move(open)) {
    m_again.setInterval(lookAgain);
    connect(&m_again, &QTimer::timeout, this, &ScannerDevice::look);
}

ScannerDevice::~ScannerDevice() {
    m_notifier.reset();
    if (m_file >= 0) {
        (void)::close(m_file);
    }
}

void ScannerDevice::look() {
    if (isThere()) {
        return;
    }
    const Result<int> opened = m_open();
    if (!opened) {
        lose(base::toLogLine(opened.fault()));
        return;
    }
    m_again.stop();
    m_missed.clear();
    m_file = *opened;
    m_notifier = std::make_unique<QSocketNotifier>(m_file, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { read(); });
    Q_EMIT presenceChanged(true);
}

void ScannerDevice::read() {
    std::array<input_event, 64> events{};
    const ssize_t size = ::read(m_file, events.data(), sizeof events);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) {
        return;
    }
    if (size <= 0) {
        lose(size == 0 ? "it is closed" : std::generic_category().message(errno));
        return;
    }
    for (std::size_t i = 0; i < static_cast<std::size_t>(size) / sizeof(input_event); ++i) {
        const input_event& event = events.at(i);
        if (event.type == EV_SYN && event.code == SYN_DROPPED) {
            m_keys.clear(); // the kernel lost some, so what there is of a label is none
        }
        if (event.type != EV_KEY) {
            continue;
        }
        if (const auto label = m_keys.take(event.code, event.value)) {
            Q_EMIT scanned(QString::fromStdString(*label));
        }
    }
}

void ScannerDevice::lose(const std::string& why) {
    const bool wasThere = isThere();
    if (wasThere) {
        // It is its own sender now and then, so it goes when that is done.
        m_notifier->setEnabled(false);
        m_notifier.release()->deleteLater();
        (void)::close(std::exchange(m_file, -1));
        m_keys.clear();
    }
    if (why != m_missed) {
        spdlog::warn("the scanner is not there: {}", why);
        m_missed = why;
    }
    m_again.start();
    if (wasThere) {
        Q_EMIT presenceChanged(false);
    }
}

} // namespace greenlight::station::view
