# Stores values through ActiveSupport's MemCacheStore and tells, a line each: key, what was put in as JSON, and what the library itself says
# of the entry when it reads it: version, expiry in seconds since the epoch. Arguments: server, a word for the version.
require "logger"
require "json"
require "active_support"
require "active_support/cache"
require "active_support/cache/mem_cache_store"
require "active_support/cache/serializer_with_fallback" if ActiveSupport::VERSION::MAJOR > 7 || ActiveSupport::VERSION::STRING >= "7.1"

server, word = ARGV

def tell(store, key, value)
  entry = store.send(:read_entry, key)
  puts [key, JSON.generate(value), JSON.generate(version: entry.version, expiry: entry.expires_at)].join("\t")
end

values = {
  "text" => "h\u00e9llo", "ascii" => "hello".encode("US-ASCII"), "int" => 42, "none" => nil, "list" => [1, "a", nil], "map" => { "a" => 1, "b" => [true, 2.5] },
  "long" => "x" * 5000, "longlist" => ["abcdef"] * 600
}
stores = { "" => ActiveSupport::Cache::MemCacheStore.new(server) }
if ActiveSupport::Cache.respond_to?(:format_version=)
  ActiveSupport::Cache.format_version = 7.1
  stores = {
    "70" => ActiveSupport::Cache::MemCacheStore.new(server, coder: ActiveSupport::Cache::SerializerWithFallback[:marshal_7_0]),
    "71" => ActiveSupport::Cache::MemCacheStore.new(server, serializer: :marshal_7_1)
  }
end
stores.each do |format, store|
  values.each do |name, value|
    key = "#{word}#{format}:#{name}"
    store.write(key, value)
    tell(store, key, value)
    store.write("#{key}:expiring", value, expires_in: 3600, version: "v7")
    tell(store, "#{key}:expiring", value)
  end
end
