/** The device has had its turn: whatever was not read by now is `failed`. */
export class TalkOver extends Error {
  override readonly name = 'TalkOver';
}
