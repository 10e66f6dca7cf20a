const kPieceBytes = 1 << 17; // that are handed on at once

// Unpacks a gzip file, all of its members joined (RFC 1952): the browser's own DecompressionStream takes one only.
export async function gunzip() {
  const {Inflate} = await import('./pako-inflate.min.js');
  let member = null;
  return new TransformStream({
    transform(chunk, control) {
      if (!member || member.ended) {
        member = new Inflate({chunkSize: kPieceBytes});
        member.onData = (content) => control.enqueue(content);
      }
      member.push(chunk, false);
      if (member.err) throw new Error(member.msg);
    },
    flush() {
      if (!member?.ended) throw new Error('cut off');
    },
  });
}
