/**
 * Upper halves of character sets that printers declare and TextDecoder does not know. Each string is what the bytes from
 * `from` to FF stand for, in order; no-break space and soft hyphen are written as their plain kin.
 */
export type UpperHalf = { readonly from: number; readonly characters: string };

/** hp-roman8 (MIBenum 2004), RFC 1345. */
export const hpRoman8: UpperHalf = {
  from: 0xa0,
  characters: ' ÀÂÈÊËÎÏ´ˋˆ¨˜ÙÛ₤¯Ýý°ÇçÑñ¡¿¤£¥§ƒ¢âêôûáéóúàèòùäëöüÅîØÆåíøæÄìÖÜÉïßÔÁÃãÐðÍÌÓÒÕõŠšÚŸÿÞþ·µ¶¾—¼½ªº«■»± ',
};

/** IBM850 (2009). */
export const ibm850: UpperHalf = {
  from: 0x80,
  characters:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
    'ÓßÔÒõÕµþÞÚÛÙýÝ¯´-±‗¾¶§÷¸°¨·¹³²■ ',
};

/** IBM852 (2010). */
export const ibm852: UpperHalf = {
  from: 0x80,
  characters:
    'ÇüéâäůćçłëŐőîŹÄĆÉĹĺôöĽľŚśÖÜŤťŁ×čáíóúĄąŽžĘę¬źČş«»░▒▓│┤ÁÂĚŞ╣║╗╝Żż┐└┴┬├─┼Ăă╚╔╩╦╠═╬¤đĐĎËďŇÍÎě┘┌█▄ŢŮ▀' +
    'ÓßÔŃńňŠšŔÚŕŰýÝţ´-˝˛ˇ˘§÷¸°¨˙űŘř■ ',
};

/** IBM437 (2011). */
export const ibm437: UpperHalf = {
  from: 0x80,
  characters:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
    'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ',
};

/** Half-width katakana of JIS X 0201 (15), bytes A1 to DF. */
export const jisX0201: UpperHalf = {
  from: 0xa1,
  characters: String.fromCharCode(...Array.from({ length: 63 }, (_, i) => 0xff61 + i)),
};
