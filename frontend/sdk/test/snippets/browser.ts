import { PulseClient } from '@pulse-analytics/sdk';

const pulse = new PulseClient({
apiKey: 'pa_live_YOUR_INGEST_KEY',
apiUrl: 'https://pulse.ayushojha.com',
utm: true,
vitals: true,
scrollDepth: true
});

pulse.init();

// Track custom events
pulse.event('signup_complete', { method: 'google' });

// Track revenue
pulse.event('purchase', {
revenue: { amount: 29.99, currency: 'USD' }
});
