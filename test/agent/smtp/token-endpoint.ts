/** A token endpoint of a tenant, on this machine. */
import { createServer } from 'node:http';

export type TokenEndpoint = {
  readonly url: string;
  /** The forms that were posted, in order. */
  readonly asked: URLSearchParams[];
  answer: (form: URLSearchParams) => { readonly status: number; readonly body: string };
  stop(): Promise<void>;
};

/** Gives `token-1`, `token-2`… until a test says otherwise. */
export async function startTokenEndpoint(expiresIn = 3600): Promise<TokenEndpoint> {
  let count = 0;
  const server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => {
      const form = new URLSearchParams(text);
      endpoint.asked.push(form);
      const { status, body } = endpoint.answer(form);
      response.writeHead(status, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const endpoint: TokenEndpoint = {
    url: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/tenant/oauth2/v2.0/token`,
    asked: [],
    answer() {
      count += 1;
      return {
        status: 200,
        body: JSON.stringify({ token_type: 'Bearer', expires_in: expiresIn, access_token: `token-${count}` }),
      };
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return endpoint;
}
