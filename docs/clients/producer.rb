# Adds a job and waits for its result. Needs Ruby 3.0 or newer and nothing else.
#   ruby producer.rb "some text"
require "json"
require "net/http"
require "securerandom"

URL = ENV.fetch("CQUEUE_URL", "http://localhost:3000").chomp("/")
QUEUE = ENV.fetch("CQUEUE_QUEUE", "default")

# Sends a request until it is answered: all of them are safe to repeat.
def call(request)
  limits = { open_timeout: 10, read_timeout: 60, use_ssl: request.uri.scheme == "https" }
  [0.2, 0.5, 1, 2, 5, nil].each do |pause|
    begin
      answer = Net::HTTP.start(request.uri.host, request.uri.port, **limits) { |http| http.request(request) }
      return JSON.parse(answer.body) if answer.is_a?(Net::HTTPSuccess)

      abort answer.body if answer.code != "503" || pause.nil?
    rescue SystemCallError, IOError, Timeout::Error, JSON::ParserError
      raise if pause.nil?
    end
    sleep pause
  end
end

add = Net::HTTP::Post.new(URI("#{URL}/jobs/enqueue"), "Idempotency-Key" => SecureRandom.uuid)
add.body = JSON.generate(Type: "UPPER", Queue: QUEUE, Payload: { Text: ARGV.fetch(0) })
id = call(add)["ID"]
loop do
  job = call(Net::HTTP::Get.new(URI("#{URL}/jobs/#{id}?wait=30")))
  case job["Status"]
  when "CONCLUDED"
    puts JSON.generate(job["Result"])
    break
  when "FAILED", "CANCELLED"
    abort JSON.generate(job["Error"])
  end
end
