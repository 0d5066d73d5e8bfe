import type { Builder } from './builder.svelte';
import { landingOf, type Landing, type Place } from './order';

/** So near to the window's edge (in pixels) the page scrolls under what is dragged, so much a frame. */
const EDGE = 96;
const STEP = 10;

/** Dragging a question by its handle, with a mouse, a pen or a finger. Rows are told by `data-row`. */
export class Drag {
  dragged = $state.raw<Place | null>(null);
  landing = $state.raw<Landing | null>(null);
  /** Where the line that shows the landing stands: before this row. */
  row = $state(-1);

  private pointer = 0;
  private y = 0;
  private frame = 0;

  constructor(
    private readonly builder: Builder,
    private readonly rows: () => HTMLElement[],
    private readonly ondropped: (place: Place) => void
  ) {}

  begin(event: PointerEvent, place: Place): void {
    if (event.button !== 0 || this.dragged) return;
    event.preventDefault();
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.pointer = event.pointerId;
    this.dragged = place;
    this.y = event.clientY;
    this.frame = requestAnimationFrame(() => this.follow());
  }

  move(event: PointerEvent): void {
    if (this.dragged && event.pointerId === this.pointer) this.y = event.clientY;
  }

  drop(event: PointerEvent): void {
    if (!this.dragged || event.pointerId !== this.pointer) return;
    this.y = event.clientY;
    this.look();
    const { dragged, landing } = this;
    this.cancel();
    if (!landing) return;
    this.builder.put(dragged, landing);
    this.ondropped(dragged);
  }

  cancel(): void {
    cancelAnimationFrame(this.frame);
    this.dragged = null;
    this.landing = null;
    this.row = -1;
  }

  private follow(): void {
    if (!this.dragged) return;
    if (this.y < EDGE) window.scrollBy(0, -STEP);
    else if (this.y > window.innerHeight - EDGE) window.scrollBy(0, STEP);
    this.look();
    this.frame = requestAnimationFrame(() => this.follow());
  }

  private look(): void {
    if (!this.dragged) return;
    const boxes = this.rows().map((row) => row.getBoundingClientRect());
    const found = boxes.findIndex((box) => this.y < box.bottom);
    const over = found === -1 ? boxes.length : found;
    const box = boxes[over];
    const lower = box !== undefined && this.y > (box.top + box.bottom) / 2;
    this.landing = landingOf(this.builder.places, this.dragged.question, over, lower);
    this.row = this.landing ? over + (lower ? 1 : 0) : -1;
  }
}
