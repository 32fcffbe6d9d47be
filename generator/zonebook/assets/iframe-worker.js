// @ts-check
/*
 * The search of the theme runs in a worker. A page that is opened from a folder (file://) may start none, so there a
 * hidden frame takes the part of the worker. The theme loads a file of this name in place of one from the network,
 * and its search looks for `IFrameWorker` in the window above it to know where it runs.
 */
(() => {
  "use strict";
  if (location.protocol !== "file:") return;

  /**
   * Adds a script to a document and tells when it has run.
   * @param {Document} place
   * @param {string} address
   * @returns {Promise<void>}
   */
  function run(place, address) {
    return new Promise((done, fail) => {
      const script = place.createElement("script");
      script.onload = () => done();
      script.onerror = () => fail(new Error(`cannot load ${address}`));
      script.src = address;
      place.body.append(script);
    });
  }

  class FrameWorker extends EventTarget {
    /** @param {string | URL} address */
    constructor(address) {
      super();
      /** @type {((event: MessageEvent) => void) | null} */
      this.onmessage = null;
      /** @type {((event: Event) => void) | null} */
      this.onerror = null;
      const frame = document.createElement("iframe");
      frame.hidden = true;
      frame.title = "Search";
      frame.srcdoc = "<!doctype html><title>Search</title><body></body>";
      /** @type {Promise<Window>} */
      this.ready = new Promise((done, fail) => {
        frame.onload = () => this.start(frame, String(new URL(address, location.href))).then(done, fail);
      });
      this.ready.catch((fault) => this.tell(new ErrorEvent("error", { message: String(fault) })));
      this.frame = frame;
      document.body.append(frame);
    }

    /**
     * Gives the frame what a worker has, and runs the worker's script in it.
     * @param {HTMLIFrameElement} frame
     * @param {string} address
     * @returns {Promise<Window>}
     */
    async start(frame, address) {
      const inside = /** @type {any} */ (frame.contentWindow);
      inside.postMessage = (/** @type {unknown} */ data) => {
        setTimeout(() => this.tell(new MessageEvent("message", { data })));
      };
      inside.importScripts = async (/** @type {string[]} */ ...addresses) => {
        for (const each of addresses) await run(inside.document, each);
      };
      await run(inside.document, address);
      return inside;
    }

    /** @param {unknown} data */
    postMessage(data) {
      this.ready.then(
        (inside) => inside.dispatchEvent(new MessageEvent("message", { data })),
        () => undefined, // told as an error event already
      );
    }

    /** @param {MessageEvent | ErrorEvent} event */
    tell(event) {
      this.dispatchEvent(event);
      if (event instanceof MessageEvent) this.onmessage?.(event);
      else this.onerror?.(event);
    }

    terminate() {
      this.frame.remove();
    }
  }

  Object.assign(window, { Worker: FrameWorker, IFrameWorker: FrameWorker });
})();
