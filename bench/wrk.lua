-- Asks for the addresses of a file in turn, each connection at a steady pace. wrk … -s wrk.lua -- FILE RATE CONNECTIONS
local addresses, at, pause = {}, 0, 0
local threads = 0

function setup(thread)
  thread:set("offset", threads)
  threads = threads + 1
end

function init(arguments)
  for line in io.lines(arguments[1]) do
    addresses[#addresses + 1] = line
  end
  pause = 1000 * tonumber(arguments[3]) / tonumber(arguments[2])
  at = math.floor(offset * #addresses / 2)
end

function delay()
  return pause
end

function request()
  at = at % #addresses + 1
  return wrk.format("GET", addresses[at], { ["Accept-Encoding"] = "gzip" })
end

function done(summary, latency, _)
  io.write(string.format("RESULT requests=%d errors=%d duration_us=%d p50_us=%d p99_us=%d max_us=%d\n", summary.requests,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout,
    summary.duration, latency:percentile(50), latency:percentile(99), latency.max))
end
