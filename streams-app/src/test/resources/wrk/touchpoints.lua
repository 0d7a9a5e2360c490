-- Posts batches of touchpoints, every message with an id of its own. Arguments: messages in a batch, a name for this run.
local threads = 0

function setup(thread)
  thread:set("number", threads)
  threads = threads + 1
end

function init(args)
  size = tonumber(args[1])
  run = args[2]
  sent = 0
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer load-key"
end

function request()
  local messages = {}
  for i = 1, size do
    sent = sent + 1
    messages[i] = string.format(
      '{"messageId":"%s-%d-%d","userId":"customer-%d","event":"Product Viewed","channel":"web",' ..
      '"properties":{"url":"/products/%d","price":19.99},"traits":{"segment":"deals"}}',
      run, number, sent, sent % 50000, sent % 1000)
  end
  return wrk.format(nil, "/v1/touchpoints", nil, "[" .. table.concat(messages, ",") .. "]")
end

function done(summary, latency, requests)
  local refused = summary.errors.status + summary.errors.connect + summary.errors.read
      + summary.errors.write + summary.errors.timeout
  print(string.format("RESULT %d %d %d %d", summary.requests, refused, summary.duration, latency:percentile(99)))
end
