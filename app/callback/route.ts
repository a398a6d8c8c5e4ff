import { handOver } from './hand-over.ts';

export const dynamic = 'force-dynamic';
export const GET = handOver;
