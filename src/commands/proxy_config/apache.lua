-- Asks Vestibule about each request, for Apache's mod_lua: /etc/apache2/vestibule.lua
local http = require "socket.http"
http.TIMEOUT = 5

local address = "http://@VESTIBULE@/forward-auth"
local answered = { "Remote-User", "Remote-Email", "Remote-Email-Verified", "Remote-Groups" }
local asked = {
  "Cookie", "Accept", "Accept-Language", "Referer", "Sec-Fetch-Mode", "X-Requested-With",
  "X-Forwarded-Host", "X-Forwarded-Proto",
}
local dropped = { "X-Original-URL", "X-Original-Method", "X-Forwarded-Uri", "X-Forwarded-Method", "X-Forwarded-Server" }

function ask(r)
  local request = {
    ["X-Forwarded-Uri"] = r.unparsed_uri,
    ["X-Forwarded-Method"] = r.method,
    ["X-Forwarded-For"] = r.useragent_ip,
  }
  for _, name in ipairs(asked) do request[name] = r.headers_in[name] end

  -- The visitor's own word for these counts nothing.
  for _, name in ipairs(dropped) do r.headers_in[name] = nil end
  for _, name in ipairs(answered) do
    r.headers_in[name] = nil
    r.headers_in[name:gsub("-", "_")] = nil
  end
  r.headers_in["X-Forwarded-For"] = r.useragent_ip
  -- It could name a header below, which would then not reach the app.
  local upgrade = r.headers_in["Upgrade"]
  r.headers_in["Connection"] = upgrade and "Upgrade" or nil

  local ok, status, answer = http.request { url = address, headers = request, redirect = false }
  if not ok then return 503 end
  if status ~= 200 then
    if answer["location"] then r.headers_out["Location"] = answer["location"] end
    return status
  end
  for _, name in ipairs(answered) do r.headers_in[name] = answer[name:lower()] end
  return apache2.OK
end
