import { notFound } from 'next/navigation';

/** Every address that nothing else answers. With two root layouts, Next has no other place for the site's own 404. */
export default function Missing(): never {
  notFound();
}
