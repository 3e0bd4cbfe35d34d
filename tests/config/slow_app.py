"""The smallest application, for the server that is attacked: it says how long the body was."""


def application(environ, start_response):
    body = environ["wsgi.input"].read()
    said = f"{environ['REQUEST_METHOD']} {len(body)}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(said)))])
    return [said]
