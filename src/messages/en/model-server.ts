/** @file Text for the model server for Node: its usage, and why it cannot start. */
import { defineText } from '../define'

export const modelServerText = defineText('model-server', {
  usage: `node serve.mjs [--port 8080] [--host 127.0.0.1] [--allow-host NAME] [--flagged count]

Serves the model in this folder over the Open Inference Protocol v2, with Prometheus metrics.
--port 0 uses any free port. --host 0.0.0.0 accepts requests from other machines.
--allow-host accepts requests for a host name, such as that of a reverse proxy. It can be repeated.
--flagged abstain returns no prediction for inputs that the model's guard flags; count (the default) only counts them.
If the environment variable NETLOOM_API_KEY is set, clients must send "Authorization: Bearer KEY".
On SIGTERM, the server answers the requests that have arrived, then stops.`,
  unknownOption: (a: { option: string; value: string; usage: string }) =>
    `Unknown option: ${a.option} ${a.value}\n\n${a.usage}`,
  address: (a: { name: string; version: number; url: string }) => `${a.name}, version ${a.version}: ${a.url}`,
  missing: (a: { file: string }) =>
    `${a.file} is missing. It must be in the same folder as serve.mjs. Unpack the whole zip and start the server in that folder.`,
  otherFormat: 'manifest.json does not belong to a Netloom model.',
  newer: (a: { version: number; known: number }) =>
    `This model uses format ${a.version}, but this server reads formats up to ${a.known}. Export the model again.`,
  noFiles: 'manifest.json lists no files. Unpack the whole zip again.',
  changed: (a: { file: string }) => `${a.file} was changed after the model was exported. Unpack the zip again.`,
})
