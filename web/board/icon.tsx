// Drawn here, because fonts differ in the signs that they have.
const paths = {
  bin: 'M2 4h12M6 4V2h4v2M3.5 4l1 10h7l1-10M6.7 7v4M9.3 7v4',
  leave: 'M6 2.5H3v11h3M10.5 5l3 3-3 3M13 8H6.5',
};

export const Icon = ({ name }: { name: keyof typeof paths }) => <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={paths[name]} /></svg>;
