// A mail server on loopback that keeps what it is given (RFC 5321, as much of it as a sender needs), and a code of an
// authenticator (RFC 6238).

import { createHmac } from 'node:crypto';
import net from 'node:net';
import { until } from './lib.mjs';

export class Mailbox {
  static async open() {
    const mailbox = new Mailbox();
    mailbox.letters = [];
    mailbox.server = net.createServer((socket) => mailbox.serve(socket));
    await new Promise((ready) => mailbox.server.listen(0, '127.0.0.1', ready));
    mailbox.port = mailbox.server.address().port;
    return mailbox;
  }

  /** What the server of the community is started with. */
  get flags() {
    return ['--smtp-host', '127.0.0.1', '--smtp-port', String(this.port), '--smtp-security', 'plain', '--mail-from', 'Hubbub <hub@e2e.example>'];
  }

  serve(socket) {
    let [text, letter, inside] = ['', null, false];
    const say = (words) => socket.write(`${words}\r\n`);
    socket.on('error', () => socket.destroy());
    say('220 mailbox');
    socket.on('data', (bytes) => {
      text += bytes.toString('utf8');
      for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
        const line = text.slice(0, at);
        text = text.slice(at + 2);
        if (inside && line === '.') {
          inside = false;
          this.letters.push(letter);
          say('250 kept');
        } else if (inside) {
          letter.text += `${line}\n`;
        } else if (/^MAIL/i.test(line)) {
          letter = { to: '', text: '' };
          say('250 ok');
        } else if (/^RCPT/i.test(line)) {
          letter.to = /<(.*?)>/.exec(line)[1];
          say('250 ok');
        } else if (/^DATA/i.test(line)) {
          inside = true;
          say('354 go on');
        } else if (/^QUIT/i.test(line)) {
          say('221 bye');
          socket.end();
        } else {
          say('250 mailbox');
        }
      }
    });
  }

  /** The link in the newest letter to somebody that leads to `place`, once it has come. */
  async link(to, place) {
    return until(`a letter to ${to}`, () => {
      const letter = this.letters.findLast((it) => it.to === to);
      return letter && new RegExp(`hubbub://${place}/[A-Za-z0-9_-]+`).exec(readable(letter.text))?.[0];
    });
  }

  close() {
    this.server.close();
  }
}

/** A letter's words, whichever way they travelled (RFC 2045). */
function readable(text) {
  const [head, ...rest] = text.split('\n\n');
  const body = rest.join('\n\n');
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (/quoted-printable/i.test(head)) return body.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return body;
}

/** What an authenticator shows for a secret in base 32, `later` half-minutes from now: each code counts once. */
export function code(secret, later = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map((it) => letters.indexOf(it).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((it) => parseInt(it, 2)));
  const turn = Buffer.alloc(8);
  turn.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac('sha1', key).update(turn).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
