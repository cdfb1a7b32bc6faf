"""A mail relay that notes who logs in, with what, and every message. CERTIFICATE KEY OUTPUT"""
import base64
import socket
import ssl
import sys

certificate, key, output = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
listener = socket.create_server(("127.0.0.1", 4650))

while True:
    connection, _ = listener.accept()
    with open(output, "a") as notes:
        try:
            stream = context.wrap_socket(connection, server_side=True)
            lines = stream.makefile("rwb", buffering=0)
            say = lambda text: stream.sendall(text.encode() + b"\r\n")
            say("220 sink")
            for raw in lines:
                line = raw.decode().rstrip()
                verb = line.split(" ")[0].upper()
                if verb == "EHLO":
                    say("250-sink\r\n250 AUTH PLAIN")
                elif verb == "AUTH":
                    words = line.split(" ")
                    if len(words) < 3:
                        say("334 ")
                        words.append(next(lines).decode().strip())
                    notes.write("PLAIN" + base64.b64decode(words[2]).decode().replace("\0", " ") + "\n")
                    say("235 ok")
                elif verb == "DATA":
                    say("354 go on")
                    for raw in lines:
                        if raw == b".\r\n":
                            break
                        notes.write(raw.decode())
                    say("250 ok")
                elif verb == "QUIT":
                    say("221 bye")
                    break
                else:
                    notes.write(line + "\n")
                    say("250 ok")
        except (OSError, StopIteration) as error:
            print(error, file=sys.stderr)
        finally:
            connection.close()
