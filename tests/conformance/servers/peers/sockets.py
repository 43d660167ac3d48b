"""What no real server does on purpose: silence, resets, banners, and CONNECT proxies.

Arguments: mode and address. Prints `READY <port>`.
"""

import socket
import struct
import sys
import threading


def reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def hold(connection: socket.socket) -> None:
    while connection.recv(65536):
        pass
    connection.close()


def serve(mode: str, connection: socket.socket) -> None:
    if mode == "silent":
        hold(connection)
    elif mode == "reset":
        reset(connection)
    elif mode == "reset-after-hello":
        connection.recv(65536)
        reset(connection)
    elif mode == "close":
        connection.close()
    elif mode == "close-after-hello":
        connection.recv(65536)
        connection.close()
    elif mode == "ssh":
        connection.sendall(b"SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n")
        hold(connection)
    elif mode == "smtp":
        connection.sendall(b"220 mail.example.test ESMTP\r\n")
        hold(connection)
    elif mode == "broken-tls":
        # A handshake record whose ServerHello is cut short, then end of file.
        connection.recv(65536)
        connection.sendall(b"\x16\x03\x03\x00\x06\x02\x00\x00\x02\x03\x03")
        connection.shutdown(socket.SHUT_WR)
        hold(connection)
    elif mode == "drip":
        connection.settimeout(1)
        try:
            while True:
                connection.sendall(b"\x16")
                try:
                    if not connection.recv(65536):
                        return
                except TimeoutError:
                    pass
        except OSError:
            connection.close()
    elif mode.startswith("proxy-"):
        proxy(mode, connection)


def proxy(mode: str, connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        part = connection.recv(65536)
        if not part:
            return connection.close()
        head += part
    if mode == "proxy-works":
        host, port = head.split(b" ")[1].decode().rsplit(":", 1)
        upstream = socket.create_connection((host.strip("[]"), int(port)))
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=pump, args=(upstream, connection), daemon=True)
        back.start()
        pump(connection, upstream)
        back.join()
        upstream.close()
    else:
        line = {
            "proxy-403": b"403 Forbidden",
            "proxy-407": b"407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=proxy",
            "proxy-502": b"502 Bad Gateway",
        }[mode]
        connection.sendall(b"HTTP/1.1 " + line + b"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    connection.close()


def pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while part := source.recv(65536):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def guarded(mode: str, connection: socket.socket) -> None:
    try:
        serve(mode, connection)
    except OSError:
        connection.close()


def main() -> None:
    mode, address = sys.argv[1], sys.argv[2]
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((address, 0))
    listener.listen(64)
    print(f"READY {listener.getsockname()[1]}", flush=True)
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=guarded, args=(mode, connection), daemon=True).start()


main()
