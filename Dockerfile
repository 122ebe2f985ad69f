# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN node node_modules/vite/bin/vite.js build dashboard/web
# What the product runs on: no development dependency, nothing that only the page's build needs.
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force

FROM node:24-slim
ENV NODE_ENV=production STATE_DIRECTORY=/var/lib/platen
WORKDIR /app
RUN useradd --system --uid 10001 --user-group --home-dir /var/lib/platen --create-home platen
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/contract ./contract
COPY --from=build /app/catalogue ./catalogue
COPY --from=build /app/mibs ./mibs
COPY --from=build /app/agent ./agent
COPY --from=build /app/dashboard ./dashboard
COPY --from=build /app/simulator ./simulator
COPY --from=build /app/cli ./cli
USER platen
VOLUME /var/lib/platen
EXPOSE 8631
STOPSIGNAL SIGTERM
# Any answer but 200 from /healthz, or none within three seconds, is unhealthy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8631/healthz',{signal:AbortSignal.timeout(3000)}).then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
ENTRYPOINT ["node", "cli/platen.js"]
CMD ["start", "-c", "/etc/platen/platen.yaml"]
