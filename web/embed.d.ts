// Types of embed.js, and of the messages between the embedded page (the frame) and the page around it (the host). docs/embedding.md
// tells of both in words.

/** Settings as in a link: the word before the "=" and the text behind it. Numbers are written as a link has them. */
export interface Settings {
  station?: Station;
  model?: string;
  k?: string;
  seed?: string;
  theme?: Theme;
  /** The parts to leave out, with commas between them. */
  hide?: string;
  links?: 'on' | 'off';
  [word: string]: string | undefined;
}
export type Station =
  'draw' | 'train' | 'data' | 'reconstructions' | 'compression' | 'neighbours' | 'map' | 'weights' | 'book' | 'exercises' | (string & {});
export type Theme = 'system' | 'light' | 'dark' | 'projector';

// --- events

export interface Ready {
  protocol: 1;
  /** Of the page. */
  version: string;
  station: Station;
}
export interface Resize {
  /** CSS pixels that the content wants. */
  height: number;
}
export interface Vote {
  label: number;
  /** Of the class: "7", "Sneaker". */
  name: string;
  /** How many of the k nearest neighbours. */
  count: number;
}
interface Seen {
  model: string;
  votes: Vote[];
  /** The latent code: K numbers; none for an empty pad. */
  code: number[];
  /** The reconstruction's mean squared error. */
  error: number | null;
}
/** digit: the class that most neighbours have, and what it is called; null as long as there is none, as for an empty pad. */
export type Prediction = Seen & ({digit: number; name: string} | {digit: null; name: null});
export interface Progress {
  task: 'train';
  run: number;
  epoch: number;
  epochs: number;
  /** 0 to 1. */
  done: number;
  loss: number | null;
  validationLoss: number | null;
  secondsLeft: number | null;
}
export interface TrainingCompleted {
  task: 'train';
  run: number;
  /** The name under which the model can be chosen; null where it was not taken into the list. */
  model: string | null;
  epochs: number;
  loss: number | null;
  validationLoss: number | null;
}
export interface TaskCompleted {
  task: 'experiment' | 'exercise';
  name: string;
}
export type Completed = TrainingCompleted | TaskCompleted;
export interface Failure {
  code: ErrorCode;
  message: string;
}
export interface FrameEvents {
  ready: Ready;
  resize: Resize;
  prediction: Prediction;
  progress: Progress;
  completed: Completed;
  error: Failure;
}

// --- requests

export interface State {
  /** What follows the "#" of a link. */
  address: string;
  settings: Settings;
}
/** A line: its points [x, y] in the pad's coordinates, 0 to 28. */
export type Stroke = [x: number, y: number][];
export interface Results {
  prediction: Prediction | null;
  training: {run: number; epochs: {epoch: number; loss: number | null; validationLoss: number | null}[]} | null;
  /** The table of the station, as in its CSV file. */
  numbers: {name: string; rows: string[][]} | null;
}
/** What can be asked of the page: what is sent, and what comes back. */
export interface Requests {
  connect: {data: {}; result: {protocol: 1; version: string}};
  getState: {data: {}; result: State};
  setState: {data: {address: string} | {settings: Settings}; result: State};
  setModel: {data: {name: string}; result: {model: string}};
  /** 784 numbers from 0 to 255, row by row, bright on dark. */
  setImage: {data: {pixels: number[]}; result: {}};
  setStrokes: {data: {strokes: Stroke[]; pen?: number}; result: {}};
  clear: {data: {}; result: {}};
  train: {data: {settings?: Settings}; result: {run: number}};
  stop: {data: {}; result: {}};
  getResults: {data: {}; result: Results};
}
export type ErrorCode =
  | 'bad-request' | 'unknown-request' | 'not-ready' | 'unknown-model' | 'bad-setting' | 'bad-image' | 'bad-strokes' | 'cannot-train'
  // Of the event "error": something is not loaded, has failed, or is to be noted.
  | 'not-loaded' | 'training-failed' | 'note'
  // Of embed.js itself: no answer came in time; the frame was taken away, or loaded anew, before one came.
  | 'timeout' | 'removed' | 'reloaded'
  | (string & {});

// --- messages, for a host that talks with the frame by itself

/** From the frame. */
export type EventMessage = {[Name in keyof FrameEvents]: {bottleneck: 1; event: Name; data: FrameEvents[Name]}}[keyof FrameEvents];
export type AnswerMessage =
  | {bottleneck: 1; id: number | string; result: Requests[keyof Requests]['result']; error?: undefined; event?: undefined}
  | {bottleneck: 1; id: number | string; error: Failure; result?: undefined; event?: undefined};
export type FrameMessage = EventMessage | AnswerMessage;
/** To the frame. */
export type RequestMessage =
  {[Name in keyof Requests]: {bottleneck: 1; id: number | string; request: Name; data: Requests[Name]['data']}}[keyof Requests];

// --- the element

/** Why a request was not answered. */
export class BottleneckError extends Error {
  constructor(code: string, message: string);
  code: ErrorCode;
}

/**
 * `<bottleneck-lab>`. Attributes: station, model, dataset, k, seed, theme, hide, links, settings (further words as in a link), src, sandbox,
 * loading ("eager"), height (CSS pixels or any CSS length), label (its name), poster (the address of a picture).
 *
 * Every request waits until the page is loaded, which it is when it is about to be seen. It is refused with a BottleneckError.
 */
export class BottleneckLab extends HTMLElement {
  /** Milliseconds that a request waits for its answer; 30,000. */
  timeout: number;
  /** Loads the page now, seen or not. */
  load(): void;
  getState(): Promise<State>;
  setState(state: Requests['setState']['data']): Promise<State>;
  setModel(name: string): Promise<{model: string}>;
  setImage(pixels: ArrayLike<number>): Promise<{}>;
  setStrokes(strokes: Stroke[], pen?: number): Promise<{}>;
  clear(): Promise<{}>;
  train(settings?: Settings): Promise<{run: number}>;
  stop(): Promise<{}>;
  getResults(): Promise<Results>;
}

/** Each is a CustomEvent that bubbles; its `detail` is what the page's event tells. */
export type BottleneckEvents = {[Name in keyof FrameEvents as `bottleneck-${Name}`]: CustomEvent<FrameEvents[Name]>};

declare global {
  interface HTMLElementTagNameMap {
    'bottleneck-lab': BottleneckLab;
  }
  interface GlobalEventHandlersEventMap extends BottleneckEvents {}
}
