import { PulseServer } from '@pulse-analytics/sdk/server';

const pulse = new PulseServer({
apiKey: 'pa_live_YOUR_INGEST_KEY',
apiUrl: 'https://pulse.ayushojha.com'
});

// Server-side event
await pulse.collect({
type: 'event',
name: 'subscription_renewed',
data: { plan: 'enterprise', mrr: 499 }
});
