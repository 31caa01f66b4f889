/** The anchor of a heading, as GitHub makes it, so that links work in both places. */
export function slug(heading) {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}
