import { Socket, type ConnectOpts, type SocketConstructorOpts } from 'node:net';

const READ_BYTES = 64 * 1024;

/** A socket that reads into one buffer of its own. */
export interface LendingSocket extends Socket {
  /**
   * While true, what 'data' hands out is overwritten by the next read, for a listener that copies what it needs.
   * While false, everyone gets a copy to keep.
   */
  lends: boolean;
}

/**
 * Node allocates 64 KiB for every read: on an export of a million rows the collection of those buffers kept
 * a second core busy, the one the server needed. Only for sockets that stay plain: TLS brings its own buffers.
 */
export function lendingSocket(): LendingSocket {
  const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  // The constructor takes `onread` too; its types know it of connect() only, which the driver calls.
  const options: SocketConstructorOpts & ConnectOpts = { onread: { buffer, callback: hand } };
  const socket = Object.assign(new Socket(options), { lends: false });
  function hand(size: number): boolean {
    const read = buffer.subarray(0, size);
    socket.emit('data', socket.lends ? read : Buffer.from(read));
    // A resume() followed by a pause() leaves the socket reading: a pause holds from the next read on.
    return !socket.isPaused();
  }
  return socket;
}

export function isLending(stream: object): stream is LendingSocket {
  return 'lends' in stream;
}
