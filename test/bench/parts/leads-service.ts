import 'reflect-metadata';
import { loadSettings, settingsFor } from '@throughline/config/settings';
import { portOf } from '@throughline/http/create-service-app';
import { boot } from '@throughline/services/leads/src/main';
import { play } from './part';

/** The leads service as it is. */
play(async () => {
  const app = await boot({ ...loadSettings(settingsFor('leads')), LEADS_PORT: 0 });
  return { port: portOf(app), close: () => app.close() };
});
