-- Posts batches of touchpoints, every message with an id of its own. Arguments: messages in a batch, a name for this run.
-- What the batches say is made beforehand, all but the ids: the load generator shares the machine with what it measures.
local threads = 0
local customers = 50000

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

local function message(n, i, last)
  return string.format(
    '-%d","userId":"customer-%d","event":"Product Viewed","channel":"web",' ..
    '"properties":{"url":"/products/%d","price":19.99},"traits":{"segment":"deals"}}%s',
    i, n, n % 1000, last and "]" or ',{"messageId":"')
end

function init(args)
  size = tonumber(args[1])
  run = args[2]
  sent = 0
  batches = {}
  for first = 0, customers - 1, size do
    local pieces = { '[{"messageId":"' }
    for i = 1, size do
      pieces[2 * i] = ""
      pieces[2 * i + 1] = message(first + i - 1, i, i == size)
    end
    batches[#batches + 1] = pieces
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer load-key"
end

function request()
  sent = sent + 1
  local pieces = batches[sent % #batches + 1]
  local id = string.format("%s-%d-%d", run, number, sent)
  for i = 2, 2 * size, 2 do
    pieces[i] = id
  end
  return wrk.format(nil, "/v1/touchpoints", nil, table.concat(pieces))
end

function done(summary, latency, requests)
  local refused = summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout
  print(string.format("RESULT %d %d %d %d %d", summary.requests, refused, summary.duration, latency:percentile(99),
    os.clock() * 1000000))
end
