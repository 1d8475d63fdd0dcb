// The two kinds of connection, plain and TLS. Their program text is in session.cpp only, because
// it takes long to compile.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "adapters/http/lane.hpp"

namespace fettle::http {

std::shared_ptr<Connection> plain_session(Lane& lane, Socket socket, const Handler& handler);
std::shared_ptr<Connection> tls_session(Lane& lane, Socket socket, const Handler& handler,
                                        boost::asio::ssl::context& tls);

}  // namespace fettle::http
