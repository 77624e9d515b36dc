#include "station/sound/loudspeaker.h"

#include <alsa/asoundlib.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <memory>
#include <utility>

namespace greenlight::station::sound {

namespace {

constexpr unsigned latencyMicros = 60'000;
constexpr int patienceMillis = 500; ///< a device that takes nothing for so long is stuck
/// So many samples are handed over at a time; 10 ms, so that what matters more cuts in at once.
constexpr std::size_t portion = sampleRate / 100;
/// Behind a chime, so that its end has left the device's buffer when that is stopped.
constexpr std::size_t silence = std::size_t{sampleRate} * 2 * latencyMicros / 1'000'000;

struct Close {
    void operator()(snd_pcm_t* device) const { (void)snd_pcm_close(device); }
};

using Device = std::unique_ptr<snd_pcm_t, Close>;

/// ALSA's library would write to the terminal.
void quiet(const char*, int, const char*, int, const char*, ...) {}

/// The error of ALSA, or 0.
int openDevice(const std::string& name, Device& device) {
    snd_pcm_t* opened = nullptr;
    if (const int error =
            snd_pcm_open(&opened, name.c_str(), SND_PCM_STREAM_PLAYBACK, SND_PCM_NONBLOCK);
        error < 0) {
        return error;
    }
    device.reset(opened);
    constexpr unsigned channels = 1;
    constexpr int mayResample = 1;
    return snd_pcm_set_params(opened, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED, channels,
                              sampleRate, mayResample, latencyMicros);
}

/// Hands samples over; the error of ALSA, or 0.
int write(snd_pcm_t* device, std::span<const std::int16_t> samples) {
    while (!samples.empty()) {
        const snd_pcm_sframes_t taken = snd_pcm_writei(device, samples.data(), samples.size());
        if (taken >= 0) {
            samples = samples.subspan(static_cast<std::size_t>(taken));
            continue;
        }
        if (taken == -EAGAIN) {
            if (const int ready = snd_pcm_wait(device, patienceMillis); ready <= 0) {
                return ready == 0 ? -ETIMEDOUT : ready;
            }
            continue;
        }
        // The computer was too busy for a moment; anything else is a fault.
        if (const int error = snd_pcm_recover(device, static_cast<int>(taken), 1); error < 0) {
            return error;
        }
    }
    return 0;
}

} // namespace

Loudspeaker::Loudspeaker(std::string device) : m_device(std::move(device)) {
    (void)snd_lib_error_set_handler(&quiet);
    m_thread = std::thread([this] { run(); });
}

Loudspeaker::~Loudspeaker() {
    {
        const std::scoped_lock lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_thread.join();
}

void Loudspeaker::play(Chime chime, unsigned volume) {
    if (volume == 0) {
        return;
    }
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_next || m_next->chime <= chime) {
            m_next = Wish{chime, volume};
        }
    }
    m_changed.notify_all();
}

void Loudspeaker::waitUntilQuiet() {
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_busy && !m_next; });
}

void Loudspeaker::run() {
    std::unique_lock lock(m_mutex);
    while (true) {
        m_changed.wait(lock, [this] { return m_ending || m_next; });
        if (m_ending) {
            return;
        }
        const Wish wish = *std::exchange(m_next, std::nullopt);
        m_busy = true;
        lock.unlock();
        sound(wish);
        lock.lock();
        m_busy = false;
        m_changed.notify_all();
    }
}

bool Loudspeaker::goesOn(Chime sounding) const {
    const std::scoped_lock lock(m_mutex);
    return !m_ending && !(m_next && m_next->chime > sounding);
}

void Loudspeaker::sound(const Wish& wish) {
    std::vector<std::int16_t> samples = samplesOf(wish.chime, wish.volume);
    samples.resize(samples.size() + silence);
    Device device;
    int error = openDevice(m_device, device);
    std::span<const std::int16_t> left(samples);
    while (error == 0 && !left.empty() && goesOn(wish.chime)) {
        const std::size_t next = std::min(portion, left.size());
        error = write(device.get(), left.first(next));
        left = left.subspan(next);
    }
    if (error == 0) {
        error = snd_pcm_drop(device.get());
    }
    if (error < 0 && !m_missed) {
        spdlog::warn("no sound at \"{}\": {}", m_device, snd_strerror(error));
    }
    m_missed = error < 0;
}

} // namespace greenlight::station::sound
