/** @file UI text for requests that a user sends to a service: from the camera, the drawing pad, or a form. */
import { defineText } from '../../define'
import { count, commaList, latency, precisePercent, significant, identifier } from '../../format'

export const manualRequestsText = defineText('operate/manual-requests', {
  title: 'Manual requests',
  needsServing:
    'While the service runs, you can send requests from the camera, a drawing pad, or sliders. Other web pages from this site, open in this browser, can send requests to its URL.',
  from: { label: 'Send from', camera: 'Camera', pad: 'Pad' },
  send: 'Send',
  rates: {
    label: 'Frame rate',
    '1': '1 frame/s',
    '2': '2 frames/s',
    '5': '5 frames/s',
    '10': '10 frames/s',
  },
  cameraOff: 'Images stay on this device. The camera turns off when you select another stage.',
  turnOn: 'Turn on camera',
  turnOff: 'Turn off camera',
  sendFrames: 'Send frames',
  stopSending: 'Stop sending',
  oneFrame: 'Send one frame',
  lastFrame: 'Last frame sent',
  mirrored: 'Mirror image',
  oneRequestPerFrame:
    'Each camera frame is sent as one request at the current simulated time. Play the scenario to let time pass.',
  notSquare: (a: { name: string; width: number; height: number }) =>
    `The camera sends square images, but ${a.name} is ${a.width}×${a.height}. Use the URL instead.`,
  wrongChannels: (a: { name: string; channels: number }) =>
    `The camera sends images with 1 or 3 channels, but ${a.name} has ${a.channels}. Use the URL instead.`,
  answer: {
    invalid: 'Rejected: the input is not valid.',
    limited: 'Rejected: the rate limit was exceeded or the queue was full.',
    unready: 'No replica was ready.',
    failed: 'The request failed.',
    abstained: 'The service abstained: the confidence was too low.',
    class: (a: { name: string; confidence: number }) => `${a.name}, ${precisePercent(a.confidence)}`,
    number: (a: { value: number }) => significant(a.value),
    fallbackClass: (a: { name: string; confidence: number }) => `Fallback: ${a.name}, ${precisePercent(a.confidence)}`,
    fallbackNumber: (a: { value: number }) => `Fallback: ${significant(a.value)}`,
    none: 'none',
    details: (a: { model?: string; version?: number; cached: boolean; ms: number }) =>
      commaList([
        ...(a.model === undefined ? [] : [`${a.model} version ${a.version}`]),
        ...(a.cached ? ['cached'] : []),
        latency(a.ms),
      ]),
    sent: (a: { request: number; sent: number; skipped: number }) =>
      a.skipped > 0
        ? `Request ${identifier(a.request)}, ${count(a.sent)} sent, ${count(a.skipped)} skipped while another request was in progress`
        : `Request ${identifier(a.request)}, ${count(a.sent)} sent`,
    open: 'Open request',
  },
})
