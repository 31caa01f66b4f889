# Does jobs until it gets SIGTERM or Ctrl-C. Needs Ruby 3.0 or newer and nothing else.
#   ruby worker.rb
require "json"
require "net/http"
require "securerandom"

URL = ENV.fetch("CQUEUE_URL", "http://localhost:3000").chomp("/")
QUEUE = ENV.fetch("CQUEUE_QUEUE", "default")
LEASE = Float(ENV.fetch("CQUEUE_LEASE", "60"))

# The work itself. Call lost from time to time if it takes long.
def work(payload, lost)
  { "Text" => payload["Text"].upcase }
end

# A signal came while there was nothing to do.
class Stop < StandardError; end

class Refused < StandardError
  attr_reader :status

  def initialize(answer)
    super(answer.body)
    @status = answer.code.to_i
  end
end

def post(path, body, timeout: 30, key: nil)
  uri = URI(URL + path)
  request = Net::HTTP::Post.new(uri, { "Idempotency-Key" => key }.compact)
  request.body = JSON.generate(body)
  limits = { open_timeout: timeout, read_timeout: timeout, use_ssl: uri.scheme == "https" }
  answer = Net::HTTP.start(uri.host, uri.port, **limits) { |http| http.request(request) }
  raise Refused.new(answer) unless answer.is_a?(Net::HTTPSuccess)

  JSON.parse(answer.body)
end

# Keeps a job: three times in its lease, from a thread of its own.
class Heartbeats
  attr_reader :lost

  def initialize(job)
    @lost = false
    @thread = Thread.new do
      missed = 0
      while missed < 3
        sleep LEASE / 3
        begin
          body = { Attempt: job["Attempt"], Lease: LEASE }
          post("/jobs/#{job["ID"]}/extend", body, timeout: LEASE / 3)
          missed = 0
        rescue Refused => e
          missed = [404, 409].include?(e.status) ? 3 : missed + 1
        rescue StandardError
          missed += 1
        end
      end
      @lost = true
    end
  end

  def stop
    @thread.kill.join
  end
end

# Does a job and returns what there is to tell.
def attempt(job)
  done = { ID: job["ID"], Attempt: job["Attempt"] }
  beats = Heartbeats.new(job)
  begin
    done[:Result] = work(job["Payload"], -> { beats.lost })
    kind = "Conclude"
  rescue StandardError => e
    done[:Error] = { Message: e.message, Type: e.class.name, Stack: e.backtrace.join("\n") }
    kind = "Fail"
  ensure
    beats.stop
  end
  return { kind => [done] } unless beats.lost

  warn "job #{job["ID"]} was lost"
  {}
end

stopping = false
waiting = false
%w[TERM INT].each do |name|
  trap(name) do
    stopping = true
    raise Stop if waiting
  end
end

tell = {}
key = SecureRandom.uuid
until stopping && tell.empty?
  begin
    if stopping
      tell.each { |kind, items| post("/jobs/#{kind.downcase}", items) }
      break
    end
    # What is done and the next job in one request; to wait, one of its own.
    wait = tell.empty? ? 20 : 0
    path = "/jobs/dequeue?queue=#{QUEUE}&wait=#{wait}&lease=#{LEASE}"
    waiting = tell.empty?
    break if stopping && waiting

    # With the key it is safe to send it again: no job is lost with an answer.
    answer = post(path, tell, timeout: wait + 30, key: key)
    waiting = false
    tell = {}
    key = SecureRandom.uuid
    answer["Jobs"].each { |job| tell = attempt(job) }
  rescue Stop
    break
  rescue StandardError => e
    waiting = false
    warn e.message
    sleep 1
  end
end
