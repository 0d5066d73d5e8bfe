/** A small shape for each class, drawn in a box of 16: the class is never told by colour alone. */
export const CLASS_SHAPE: Record<string, string> = {
  lost: 'M4 4L12 12M12 4L4 12',
  narrow: 'M3 5H13L8 13Z',
  weak: 'M8 3.5A4.5 4.5 0 1 1 7.99 3.5',
  strong: 'M3 8.5L6.5 12L13 4.5',
  not_contested: 'M3 8H13',
  not_certain: 'M5.5 6A2.5 2.5 0 1 1 8 8.6V10M8 12.4V13',
  missing: 'M3 8H6M10 8H13'
};
